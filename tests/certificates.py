"""Certificates that tests make themselves."""

from __future__ import annotations

import subprocess
from pathlib import Path


def self_signed(certificate: Path, key: Path) -> None:
    """A certificate for this machine with its key; whoever trusts it needs no other authority."""
    certificate.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-out", str(certificate), "-keyout", str(key)],
        check=True, capture_output=True,
    )  # fmt: skip
