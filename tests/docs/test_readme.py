"""The README is true: its commands exist, its options are accepted, its pictures are there."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from hepgen import errors

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", README, re.DOTALL)
COMMANDS = ("make", "check", "explain", "new", "schema", "library")


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from hepgen.cli.main import main; main()", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_has_its_line() -> None:
    listed = re.findall(r"^  (\w+)  ", run("--help").stdout, re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)
    for command in COMMANDS:
        assert f"| `hepgen {command}" in README


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_in_a_commands_line_is_an_option_of_it(command: str) -> None:
    (line,) = re.findall(rf"^\| `hepgen {command}.*$", README, re.MULTILINE)
    told = run(command, "--help").stdout
    for option in re.findall(r"--[a-z-]+", line):
        assert option in told, option
    for name in re.findall(r"\b(list|show|check|preview|draw)\b", line) if command == "library" else ():
        assert re.search(rf"^  {name}\b", told, re.MULTILINE), name


def test_the_two_commands_for_a_fresh_machine_are_targets_of_the_makefile() -> None:
    targets = re.findall(r"^(\w+): ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    commands = [line for language, block in BLOCKS if language == "sh" for line in block.splitlines()]
    for target in ("handout", "test"):
        assert f"make {target}" in commands
        assert target in targets
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_the_first_steps_work_as_they_are_told(tmp_path: Path) -> None:
    (profile,) = [block for language, block in BLOCKS if language == "toml"]
    (tmp_path / "anna.toml").write_text(profile, encoding="utf-8")
    tomllib.loads(profile)
    steps = re.findall(r"^hepgen (.*?)\s*(?:#.*)?$", "".join(block for _, block in BLOCKS), re.MULTILINE)
    assert [step.split()[0] for step in steps] == ["new", "check", "make", "explain"]
    for step in steps[1:]:
        answer = run(*step.split(), cwd=tmp_path)
        assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "anna.pdf").read_bytes().startswith(b"%PDF")


def test_the_exit_codes_are_those_of_the_program() -> None:
    told = {int(code) for code in re.findall(r"(?:· |: )(\d) [a-z]", README.replace("\n", " "))}
    codes = {value for name, value in vars(errors).items() if name.startswith("EXIT_") and value < 10}
    assert told == codes


def test_links_and_pictures_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_examples_give_what_their_first_line_says() -> None:
    answer = run("check", *(str(path.relative_to(ROOT)) for path in sorted((ROOT / "examples").glob("*.toml"))))
    assert answer.returncode == errors.EXIT_NOT_NOW
    assert answer.stdout.count("outcome: plan") == 5
    assert answer.stdout.count("outcome: referral") == 1
