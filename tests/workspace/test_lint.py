"""Style findings and the changes that mend them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.workspace import pieces
from tests.workspace.judges import ComposeJudge, read_by_dotenv
from tui.workspace.document import EnvDocument
from tui.workspace.enverrors import EnvEditError
from tui.workspace.lint import CHECKS, MAX_TRIALS, LintFix, apply_fix, checks_table, fix_all, lint


def document(text: str) -> EnvDocument:
    """The document of a text."""
    return EnvDocument.parse(text.encode())


@pytest.mark.parametrize(
    ("check", "text", "lines", "mended"),
    [
        ("DUPLICATE", "A=1\nB=2\nA='3\n'\nA=4\n", [1, 3], "B=2\nA=4\n"),
        ("DUPLICATE", "A=1\nB=${A}\nA=2\n", [1], None),
        ("DUPLICATE", "A=\nB=${A}\nA=\n", [1], None),
        ("DUPLICATE", "A=1\na=2\nA=3\n", [1], None),
        ("TRAILING", "A=1  \r\n# c\t\r\nB='x  \r\n' \r\n", [1, 2, 4], "A=1\r\n# c\r\nB='x  \r\n'\r\n"),
        ("LEADING", "  A=1\n\tB= x\nC=2\n export D=1\n", [1, 2, 4], "A=1\nB= x\nC=2\nexport D=1\n"),
        ("SPACES", "  A = 1\n\tB= x\nC=2\nexport D =1\n", [1, 2, 4], "  A=1\n\tB=x\nC=2\nexport D=1\n"),
        ("SPACES", "A= # why\n", [], None),
        ("QUOTES", "A='x'\nB=\"y z\"\nD='$x'\n", [1], "A=x\nB=\"y z\"\nD='$x'\n"),
        ("QUOTES", "A='' # why\nB='x'# why\nC='x' # why\n", [3], "A='' # why\nB='x'# why\nC=x # why\n"),
        ("UNQUOTED", "A=x\nC=a b\nE=it's\nF=$A b\n", [2, 3, 4], 'A=x\nC=\'a b\'\nE="it\'s"\nF="$A b"\n'),
        ("UNQUOTED", "A=x\t# c\nB=(p)\n", [2], "A=x\t# c\nB='(p)'\n"),
        ("BLANK-LINES", "A=1\n\n\n \nB='\n\n\n'\n", [3], "A=1\n\nB='\n\n\n'\n"),
        ("BLANK-LINES", "\n\nA=1\r\n\r\n\r\nB=2\r\n", [2, 5], "\nA=1\r\n\r\nB=2\r\n"),
        ("ENDING", "A=1", [1], "A=1\n"),
        ("ENDING", "A=1\nB", [2], None),
        ("ENDING", "A=1\r\n\r\n  \r\n", [2], "A=1\r\n"),
        ("ENDING", "A=1\n  ", [2], "A=1\n"),
        ("ENDING", "", [], None),
        ("ENDING", "\ufeff", [], None),
        ("LINE-ENDS", "A=1\r\nB='x\ny'\nC=1\r\n# c\r\n\r\n", [3], "A=1\r\nB='x\ny'\r\nC=1\r\n# c\r\n\r\n"),
        ("LINE-ENDS", "A=1\nB=2\r\nC=3\n", [2], "A=1\nB=2\nC=3\n"),
        (
            "TAB-COMMENT",
            "A='x'\t# c\nB='x'# c\nC=1 # c\nD=1\t # c\n",
            [1, 2, 4],
            "A='x' # c\nB='x' # c\nC=1 # c\nD=1 # c\n",
        ),
        ("ORDER", "B=1\nA='2\n'\nC=3", [2], "A='2\n'\nB=1\nC=3"),
        ("ORDER", "B=1\nA=${B}\n", [], None),
        ("ORDER", "B=1\n# about A\nA=2\n", [], None),
        ("ORDER", "a=low\nA=up\n", [], None),
        ("ORDER", "# My own order\nB=1\nA=2\n", [], None),
        ("ORDER", "B=1\nA=2\n\nD=3\nC=4\n", [2], None),
        ("SUBSTITUTION", "B=1\nA=$B}\n", [2], None),
        ("UNREADABLE", "A=1\nnot a line!\n", [2], None),
        ("REQUIRED", "A=${NO:?m}\n", [1], None),
        ("SKIPPED", "A: 1\n", [1], None),
        ("READERS", "A='a\\\\b'\n", [1], None),
        ("DOLLAR", "A=p${word}d\n", [1], None),
        ("BYTES", "A=1\nB=2\0\n", [2], None),
    ],
)
def test_the_lines_are_found_and_mended(check: str, text: str, lines: list[int], mended: str | None) -> None:
    found = document(text)
    assert [finding.line for finding in lint(found, [f"LD-ENV-{check}"])] == lines
    done = fix_all(found, [f"LD-ENV-{check}"])
    assert found.to_bytes().decode() == (text if mended is None else mended)
    assert bool(done) is (mended is not None)
    if mended is not None:
        assert lint(found, [f"LD-ENV-{check}"]) == []


@pytest.mark.parametrize(
    ("check", "text", "key", "mended"),
    [
        ("NO-VALUE", "A=1\nB\nexport C\n", "B", "A=1\nB=\nexport C=\n"),
        ("DELIMITER", "A-B=1\nA.C=2\nA-B=3\n", "A.C", "A_B=1\nA_C=2\nA_B=3\n"),
        ("DELIMITER", "A-B=1\nA_B=2\n", "A-B", None),
        ("DELIMITER", "A-B=1\nA.B=2\n", "A-B", "A_B=1\nA.B=2\n"),
        ("LEADING", "1A=x\n", "1A", "_1A=x\n"),
        ("LOWER-CASE", "export myKey='1'\n", "myKey", "export MYKEY='1'\n"),
        ("LOWER-CASE", "a=1\nB=${a}\n", "a", None),
        ("LOWER-CASE", "a=1\nA=2\n", "a", None),
        ("ORDER", "B=1\nA=2\n\nD=3\nC='4\n'", "A", "A=2\nB=1\n\nC='4\n'\nD=3"),
        ("ORDER", "C=1\r\n\r\nB=1\r\nA=2", "A", "C=1\r\n\r\nA=2\r\nB=1"),
        ("COMMENT-VALUE", "A= # why\nB=x\t# why\nC=#no\n", "A", "A='' # why\nB=x # why\nC=#no\n"),
        ("BEHIND-QUOTE", 'A="x" y\nB=1\n', "A", 'A="x"\nB=1\n'),
        ("SUBSTITUTION", "B=1\nA=x${B\n", "A", "B=1\nA=x${B}\n"),
        ("SUBSTITUTION", 'B=1\nA="x${B"\n', "A", 'B=1\nA="x${B}"\n'),
    ],
)
def test_what_changes_a_name_a_value_or_a_layout_is_mended_only_on_request(
    check: str, text: str, key: str, mended: str | None
) -> None:
    check = f"LD-ENV-{check}"
    found = document(text)
    assert lint(found, [check])[0].key == key
    assert fix_all(found, [check]) == []
    assert found.to_bytes().decode() == text
    fix_all(found, [check], cautioned=True)
    assert found.to_bytes().decode() == (mended or text)


def test_a_name_without_value_that_may_be_a_piece_of_a_secret_is_not_shown() -> None:
    (finding,) = lint(document("A=x\nc2VjcmV0+\nB=1\n".replace("+", "")), ["LD-ENV-NO-VALUE"])
    assert "c2VjcmV0" not in finding.message


def test_a_base64_line_that_was_pasted_without_quotes_is_not_shown() -> None:
    found = lint(document("KEY=x\nQ2hhcmdlSXQ9=\nQ2hhcmdlSXQ9=\n"))
    assert {"LD-ENV-DUPLICATE", "LD-ENV-LOWER-CASE"} <= {finding.check for finding in found}
    assert not [finding for finding in found if "Q2hh" in finding.message + finding.key]


def fix_of(found: EnvDocument, check: str, number: int = 0) -> LintFix:
    """The fix of a finding."""
    fix = lint(found, [check])[number].fix
    assert fix is not None
    return fix


def test_one_finding_is_mended_on_its_own() -> None:
    found = document("A='x'\nB='y'\n")
    apply_fix(found, fix_of(found, "LD-ENV-QUOTES", 1))
    assert found.to_bytes() == b"A='x'\nB=y\n"


def test_a_fix_for_another_text_is_refused() -> None:
    found = document("A='x'\nB='y'\n")
    stale = fix_of(found, "LD-ENV-QUOTES", 1)
    found.set("A", "longer than before")
    with pytest.raises(EnvEditError, match="changed since"):
        apply_fix(found, stale)


def test_a_name_that_is_taken_has_no_fix() -> None:
    assert [finding.fix for finding in lint(document("A-B=1\nA_B=2\n"), ["LD-ENV-DELIMITER"])] == [None]


def test_a_fix_that_changes_a_value_is_refused() -> None:
    found = document("A=1\nB=${A}\nA=2\n")
    with pytest.raises(EnvEditError, match="another value"):
        apply_fix(found, fix_of(found, "LD-ENV-DUPLICATE"))
    assert found.to_bytes() == b"A=1\nB=${A}\nA=2\n"


def test_messages_are_sentences_without_values() -> None:
    text = "  secretless = 'hunter2'\nB=hunter 2\nB=hunter3  \n\n\nC-D=hunter4\nE= # hunter5\nF=\"1\" hunter6\nA=1"
    findings = lint(document(text))
    for finding in findings:
        assert "hunter" not in finding.message + repr(finding)
        assert finding.message.endswith(".")
    assert len({finding.check for finding in findings}) > 8


def test_the_names_of_the_checks_are_those_that_the_docs_list() -> None:
    assert checks_table() in (ROOT / "docs" / "env-files.md").read_text("utf-8")
    assert all(name.startswith("LD-ENV-") for name in CHECKS)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**48))
def test_mending_a_hostile_file_keeps_every_value(seed: int) -> None:
    rnd = random.Random(seed)
    for _ in range(4):
        text = pieces.file(rnd, broken=0.05)
        found = document(text)
        before, real = _read_everywhere(text), read_by_dotenv(text.encode())
        kept = [line for number, line in enumerate(text.split("\n"), start=1) if number not in _touched(found)]
        fix_all(found)
        now = found.to_bytes().decode()
        assert _read_everywhere(now) == before
        assert read_by_dotenv(now.encode()) == real
        lines = iter(now.split("\n"))
        assert all(line in lines for line in kept), "a line without a finding changed"
        assert fix_all(found) == []


ENVIRONMENTS: tuple[dict[str, str], ...] = ({}, {key: f"shell {key}" for key in pieces.KEYS}, {"A": "", "NO": "x"})


def _read_everywhere(text: str) -> list[object]:
    """What each reader takes the text for, in several environments."""
    views = document(text).views
    folded = {key.lower(): value for key, value in views.python_values().items()}
    read = [(views.values(e), views.as_env_file(e), views.python_values(e)) for e in ENVIRONMENTS]
    return [views.compose.error is None, folded, *read]


def _touched(found: EnvDocument) -> set[int]:
    """The lines on which a fix may act."""
    text = found.views.text
    edits = [edit for finding in lint(found) if finding.fix for edit in finding.fix.edits]
    return {line for e in edits for line in range(found.views.line_at(e.start), found.views.line_at(e.end) + 1)} | (
        set(range(1, text.count("\n") + 2)) if "\r\n" in text else set()
    )


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 2**48))
def test_each_fix_alone_keeps_every_value_unless_it_says_otherwise(seed: int) -> None:
    rnd = random.Random(seed)
    for _ in range(4):
        text = pieces.file(rnd, broken=0.05)
        for finding in lint(document(text)):
            found = document(text)
            fix = next((f.fix for f in lint(found, [finding.check]) if f == finding), None)
            if fix is None:
                continue
            try:
                apply_fix(found, fix)
            except EnvEditError:
                assert found.to_bytes().decode() == text
                continue
            if not fix.caution:
                assert _read_everywhere(found.to_bytes().decode()) == _read_everywhere(text)
            assert not fix.renamed or fix.renamed.keys().isdisjoint(found.keys())


def test_three_thousand_lines_full_of_findings_are_mended_in_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    rewrites = []
    real = EnvDocument.rewrite
    monkeypatch.setattr(EnvDocument, "rewrite", lambda *a, **k: (rewrites.append(1), real(*a, **k))[1])
    text = "".join(f"K{n} = 'x'  \nB{n}=${{K{n}}}\nK{n}=y\n" for n in range(1000))
    found = document(text)
    before, python = found.values(), found.views.python_values()
    done = fix_all(found, ["LD-ENV-QUOTES", "LD-ENV-TRAILING", "LD-ENV-DUPLICATE"])
    assert (found.values(), found.views.python_values()) == (before, python)
    assert {"LD-ENV-QUOTES", "LD-ENV-TRAILING"} == {finding.check for finding in done}
    assert len(done) == 2000
    assert len(rewrites) <= 4 + MAX_TRIALS, "the refused ones were proposed again"


def test_the_real_template_is_found_clean_where_it_is(reference: Path) -> None:
    found = EnvDocument.parse((reference / "docker.env.example").read_bytes())
    before = found.values()
    kinds = {finding.check for finding in lint(found)}
    assert "LD-ENV-DUPLICATE" not in kinds
    fix_all(found)
    assert found.values() == before


@pytest.mark.compose
def test_a_mended_file_reads_the_same_in_compose(compose: ComposeJudge) -> None:
    rnd = random.Random("lint")
    files: list[tuple[bytes, bytes]] = []
    while len(files) < 300:
        text = pieces.file(rnd)
        found = document(text)
        if found.views.refusals() or found.views.compose.error:
            continue
        fix_all(found)
        files.append((text.encode(), found.to_bytes()))
    assert compose.env_files([new for _, new in files]) == compose.env_files([old for old, _ in files])
