"""What the README says is so: its commands, options, exit codes, files and examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import click
import pytest

from hepgen import errors
from hepgen.cli.main import cli, run
from hepgen.packs.content import open_content

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PROSE = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)
ROWS = [
    [cell.replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for line in PROSE.splitlines()
    if line.startswith("|")
]
DAY = "2026-11-25"
ANSWERS = ("--name", "Anna", "--born", "1984-02-03", "--condition", "patellofemoral-pain", "--side", "left",
           "--worst-pain", "4", "--screened-on", "2026-11-20", "--red-flags", "none", "--equipment", "step, chair",
           "--clinician", "Sam")  # fmt: skip
"""What a person would answer when `hepgen new` asks."""


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def shell_lines() -> list[str]:
    """The commands of all shell blocks, without their remarks."""
    return [line.partition("  #")[0].strip() for block in blocks("sh") for line in block.splitlines() if line.strip()]


@cache
def commands() -> dict[str, click.Command]:
    """Command line → command: `make`, `library list` …"""
    return dict(_commands(cli, ""))


def _commands(group: click.Group, prefix: str) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{prefix}{name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{prefix}{name} ")


def options(command: click.Command) -> set[str]:
    return {flag for parameter in command.params if isinstance(parameter, click.Option) for flag in parameter.opts}


def named(text: str) -> list[list[str]]:
    """The words after `hepgen` in each command that a text or a shell block names, alternatives spelt out."""
    inline = re.findall(r"`hepgen ([^`]+)`", text.replace("\\|", "|"))
    lines = [*inline, *(line.removeprefix("hepgen ") for line in shell_lines() if line.startswith("hepgen "))]
    return [spelt_out for line in lines for spelt_out in _alternatives(line.split())]


def _alternatives(words: list[str]) -> list[list[str]]:
    """`library list|show` as two commands."""
    choices = [word.split("|") if word.islower() else [word] for word in words]
    return [list(chosen) for chosen in product(*choices)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, and no settings of this machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-settings"))
    return tmp_path


# -- commands --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", named(PROSE), ids=" ".join)
def test_every_command_that_is_named_exists(words: list[str]) -> None:
    command = commands()[words[0]]
    arguments = words[1:]
    if isinstance(command, click.Group):
        command, arguments = commands()[" ".join(words[:2])], words[2:]
    for word in arguments:
        if word.startswith("-"):
            assert word in options(command)
    choices = [parameter.type.choices for parameter in command.params if isinstance(parameter.type, click.Choice)]
    if isinstance(command.params[0], click.Argument) and isinstance(command.params[0].type, click.Choice):
        assert arguments[0] in choices[0]


def test_every_command_is_told() -> None:
    told = {" ".join(words[:2]) for words in named(PROSE)} | {words[0] for words in named(PROSE)}
    assert set(commands()) <= told


def test_every_option_of_make_is_told_with_its_choices() -> None:
    (row,) = [row for row in ROWS if "`hepgen make " in row[0]]
    told = dict(re.findall(r"`(--?[a-z]+)(?: ([^`]+))?`", row[1]))
    make = commands()["make"]
    described = {flag for flag in options(make) if flag.startswith("--")}
    assert set(told) | {"--output"} == described
    assert "-o FILE|DIR" in row[0]
    for parameter in make.params:
        if isinstance(parameter.type, click.Choice):
            assert told[f"--{parameter.name}"].split("|") == list(parameter.type.choices)
    assert set(told["--theme"].split("|")) == set(open_content().themes)


@pytest.mark.parametrize("option", sorted(set(re.findall(r"`(--[a-z-]+)[ `]", PROSE))))
def test_every_option_that_is_named_exists(option: str) -> None:
    assert any(option in options(command) for command in commands().values())


def test_the_exit_codes_are_all_told() -> None:
    sentence = README[README.index("A program can read the exit code:") :].partition("\n\n")[0]
    told = [int(code) for code in re.findall(r"(?::|·)\s+(\d+) ", sentence)]
    assert sorted(told) == sorted(value for name, value in vars(errors).items() if name.startswith("EXIT_"))


# -- the way through it ----------------------------------------------------------------------------------------------


def test_the_shell_block_of_use_does_what_it_says(folder: Path) -> None:
    lines = [line.split()[1:] for line in shell_lines() if line.startswith("hepgen ")]
    assert [line[0] for line in lines] == ["new", "check", "make", "explain", "make", "make"]
    for line in lines:
        answers = ANSWERS if line[0] == "new" else ("--today", DAY)
        assert run([*line, *answers]) == errors.EXIT_DONE
    assert sorted(path.name for path in folder.iterdir()) == ["anna-plan.json", "anna.pdf", "anna.toml"]


@pytest.mark.usefixtures("folder")
def test_the_least_profile_is_enough() -> None:
    profile, _ = blocks("toml")
    Path("least.toml").write_text(profile, encoding="utf-8")
    assert run(["make", "least.toml", "--today", DAY]) == errors.EXIT_DONE
    for line in profile.splitlines():  # nothing in it can be left out
        if "=" in line:
            Path("less.toml").write_text(profile.replace(line, ""), encoding="utf-8")
            assert run(["check", "less.toml", "--today", DAY]) == errors.EXIT_INVALID_INPUT, line


def test_the_override_lets_a_held_plan_go_on(folder: Path) -> None:
    profile, override = blocks("toml")
    child = profile.replace("1984-02-03", "2014-02-03")
    (folder / "held.toml").write_text(child, encoding="utf-8")
    assert run(["check", "held.toml", "--today", DAY]) == errors.EXIT_NOT_NOW
    (folder / "overridden.toml").write_text(f"{child}\n{override}", encoding="utf-8")
    assert run(["check", "overridden.toml", "--today", DAY]) == errors.EXIT_DONE


@pytest.mark.parametrize("example", sorted((ROOT / "examples").glob("*.toml")), ids=lambda path: path.stem)
def test_the_examples_are_what_they_are_said_to_be(example: Path, folder: Path) -> None:
    expected = errors.EXIT_NOT_NOW if 'red_flags = ["' in example.read_text(encoding="utf-8") else errors.EXIT_DONE
    assert run(["make", str(example), "--today", DAY, "-o", str(folder)]) == expected
    assert (folder / f"{example.stem}.pdf").exists()


def test_as_many_examples_are_told_as_there_are() -> None:
    sentence = README[README.index("More in [`examples/`]") :].partition(". ")[0]
    told = sentence.partition(": ")[2].replace(", and ", ", ").split(", ")
    assert len(told) == len(list((ROOT / "examples").glob("*.toml")))


# -- make ------------------------------------------------------------------------------------------------------------

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def recipe(target: str) -> str:
    found = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found, target
    return found[1]


def test_every_make_target_that_is_named_exists() -> None:
    targets = {line.split()[1] for line in shell_lines() if line.startswith("make ")}
    assert targets == {"handout", "test"}
    assert all(map(recipe, targets))


def test_make_handout_makes_the_handout_of_the_example_runner() -> None:
    assert "writes `handout.pdf` for the example runner" in README
    assert "hepgen make examples/runner.toml -o handout.pdf" in recipe("handout")
    assert (ROOT / "examples" / "runner.toml").is_file()


def test_make_test_checks_everything_and_is_what_runs_before_a_change_lands() -> None:
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports", "hepgen library check", "pytest"):
        assert f"$(BIN)/{tool}" in recipe("test")
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("make test")


# -- files, content --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_every_link_leads_somewhere(target: str) -> None:
    assert target.startswith("https://") or (ROOT / target).exists()


def test_every_room_exists() -> None:
    rooms = [row[0] for row in ROWS if re.match(r" `(?:hepgen/|exercise_library|images|templates)", row[0])]
    assert len(rooms) >= 9
    for room in rooms:
        first, *others = re.findall(r"`([^`]+)`", room)
        parent = "" if first.endswith("/") else "hepgen/"
        for place in (first, *(f"{parent}{other}" for other in others)):
            assert (ROOT / place).exists(), place


def test_every_condition_is_told() -> None:
    sentence = " ".join(README[README.index("It knows") :].partition("\n\n")[0].split())
    numbers = ["no", "one", "two", "three", "four", "five"]
    conditions = open_content().library.conditions
    assert f"It knows {numbers[len(conditions)]} condition" in sentence
    assert all(condition.name in sentence for condition in conditions.values())
