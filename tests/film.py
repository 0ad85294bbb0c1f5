"""Pictures one after the other in one SVG: what an image in a README can show of a way through the app.

The frames are the pictures that the app exports of itself, shown in turn by CSS; where nothing may move, the last one
stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ROOT = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture."""

    svg: str
    seconds: float
    """How long it is shown."""


def film_of(frames: Sequence[Frame]) -> str:
    """All frames in one picture that moves."""
    whole = sum(frame.seconds for frame in frames)
    rules, bodies, at, view = [], [], 0.0, ""
    for number, frame in enumerate(frames):
        found = _ROOT.search(frame.svg)
        assert found is not None, "the frame is no picture"
        view = found[1]
        body = _FONTS.sub("", found[2]) if number else found[2]
        bodies.append(f'<g class="frame frame-{number}">{body}</g>')
        begin, end = at / whole * 100, (at + frame.seconds) / whole * 100
        at += frame.seconds
        hidden = "0% { visibility: hidden } " if number else ""
        after = f" {end:.2f}% {{ visibility: hidden }}" if number < len(frames) - 1 else ""
        rules.append(f"@keyframes frame-{number} {{ {hidden}{begin:.2f}% {{ visibility: visible }}{after} }}")
        rules.append(f".frame-{number} {{ animation: frame-{number} {whole:.1f}s step-end infinite }}")
    last = f".frame-{len(frames) - 1}"
    still = f"@media (prefers-reduced-motion) {{ .frame {{ animation: none }} {last} {{ visibility: visible }} }}"
    style = "\n".join([".frame { visibility: hidden }", *rules, still])
    shown = "\n".join(bodies)
    return f'<svg viewBox="{view}" xmlns="http://www.w3.org/2000/svg">\n<style>\n{style}\n</style>\n{shown}\n</svg>\n'
