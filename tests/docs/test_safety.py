"""The hazard log is whole: every hazard has its parts, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HAZARDS = (ROOT / "docs" / "safety" / "hazards.md").read_text(encoding="utf-8")
ENTRIES = re.split(r"^## (?=H\d)", HAZARDS, flags=re.MULTILINE)[1:]
PARTS = ("Cause", "Harm", "Severity, likelihood", "Control", "Tests", "What remains")
SEVERITY = r"(minor|significant|considerable|major|catastrophic)"
LIKELIHOOD = r"(very low|low|medium|high|very high)"


@cache
def functions_of(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_the_log_is_numbered_through_and_long_enough() -> None:
    assert [entry.split(" ", 1)[0] for entry in ENTRIES] == [f"H{n}" for n in range(1, len(ENTRIES) + 1)]
    assert len(ENTRIES) >= 25


def test_every_hazard_has_all_its_parts() -> None:
    for entry in ENTRIES:
        assert tuple(re.findall(r"^- \*\*(.+?)\*\*: .", entry, flags=re.MULTILINE)) == PARTS, entry
        assert re.search(rf"likelihood\*\*: {SEVERITY}, {LIKELIHOOD}$", entry, flags=re.MULTILINE), entry


def test_every_control_names_tests_that_exist() -> None:
    named = re.findall(r"`(tests/[^`]+\.py)::(\w+)`", HAZARDS)
    assert len(named) >= len(ENTRIES)
    assert [f"{file}::{test}" for file, test in named if test not in functions_of(file)] == []
