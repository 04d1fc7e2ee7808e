"""Content is read lazily, one pack over the other, and refused with file, line and field."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from pack_fixture import INFO, built_in, overlaid, pack

from hepgen.errors import InvalidPack
from hepgen.model.library import Clinic
from hepgen.packs import library
from hepgen.packs.content import open_content
from hepgen.packs.folders import PackFolder
from hepgen.packs.stamp import fingerprint

STEP_UP = "exercise_library/exercises/knee/step-up.toml"


def step_up() -> str:
    return built_in("exercises/knee/step-up.toml")


# -- lazy reading --------------------------------------------------------------------------------------------------


def test_opening_reads_no_exercise_and_asking_reads_one(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    real = library.read_document
    monkeypatch.setattr(library, "read_document", lambda path: read.append(path.stem) or real(path))
    exercises = open_content().library.exercises
    assert len(exercises) > 30
    assert {*exercises}.isdisjoint(read)
    assert exercises["step-up"] is exercises["step-up"]
    assert [name for name in read if name in exercises] == ["step-up"]


def test_unknown_ids_are_key_errors_as_in_any_mapping() -> None:
    library = open_content().library
    with pytest.raises(KeyError):
        library.exercises["moonwalk"]
    assert "moonwalk" not in library.exercises
    assert library.vocabulary["equipment"]["step"].id == "step"


# -- one over the other --------------------------------------------------------------------------------------------


def test_a_file_of_a_pack_replaces_the_whole_file(tmp_path: Path) -> None:
    changed = step_up().replace('name = "Step-up"', 'name = "Up the step"')
    assert changed != step_up()
    content = overlaid(tmp_path, {STEP_UP: changed})
    assert "Up the step" in {content.library.exercises["step-up"].name, content.library.exercises["step-up"].text.name}
    assert content.library.exercises["step-down"] == open_content().library.exercises["step-down"]


def test_an_accent_of_its_own_is_part_of_its_letter(tmp_path: Path) -> None:
    content = open_content([pack(tmp_path, info=INFO + '[clinic]\nname = "Cafe\u0301"\n')])
    assert content.clinic == Clinic(name="Caf\u00e9")


def test_the_last_pack_counts(tmp_path: Path) -> None:
    packs = [pack(tmp_path / name, info=INFO + f'[clinic]\nname = "{name}"\n') for name in ("first", "second")]
    assert open_content(packs).clinic == Clinic(name="second")
    assert open_content().clinic is None


def test_a_pack_may_add_a_language_and_a_theme(tmp_path: Path) -> None:
    templates = Path(__file__).parents[2] / "templates"
    added = {
        "templates/strings/gl.toml": (templates / "strings" / "es.toml").read_text().replace('"español"', '"galego"'),
        "templates/themes/clinic.toml": (templates / "themes" / "mono.toml").read_text().replace('id = "mono"', ""),
    }
    content = overlaid(tmp_path, added)
    assert content.languages == ("en", "es", "gl")
    assert content.strings("gl")["language"]["name"] == "galego"
    assert content.themes["clinic"].id == "clinic"


# -- stamps --------------------------------------------------------------------------------------------------------


def test_stamps_name_each_pack(tmp_path: Path) -> None:
    stamps = open_content([pack(tmp_path)]).stamps
    assert [stamp.id for stamp in stamps] == ["builtin", "northbank"]
    assert all(len(stamp.sha256) == 64 for stamp in stamps)


def test_a_fingerprint_is_the_same_for_the_same_content_anywhere(tmp_path: Path) -> None:
    def stamp(folder: str, text: str) -> str:
        root = pack(tmp_path / folder, {STEP_UP: text})
        (root / "notes.txt").write_text(folder)
        return fingerprint(PackFolder(root, root / "pack.toml"))

    assert stamp("a", "x = 1\n") == stamp("b", "x = 1\r\n")
    assert stamp("a2", "x = 1\n") != stamp("c", "x = 2\n")


# -- refused -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "field", "what"),
    [
        ('id = "step-up"', 'id = "stepup"', "id", "The id differs from the file's name."),
        ("region =", "regoin =", "regoin", "There is no such field."),
        ('sides = "one"', 'sides = "left"', "sides", '"left" is not one of the values.'),
    ],
)
def test_a_wrong_exercise_is_told_with_its_line(before: str, after: str, field: str, what: str, tmp_path: Path) -> None:
    text = step_up().replace(before, after)
    content = overlaid(tmp_path, {STEP_UP: text})
    with pytest.raises(InvalidPack) as caught:
        content.library.exercises["step-up"]
    (problem,) = (each for each in caught.value.diagnostics if each.field == field)
    assert problem.what == what
    assert problem.file == str(tmp_path / STEP_UP)
    assert problem.line == next(n for n, line in enumerate(text.splitlines(), 1) if line.startswith(field))


def test_one_broken_screening_rule_stops_everything(tmp_path: Path) -> None:
    text = built_in("screening/red-flags.toml").replace('action = "block"', 'action = "blok"', 1)
    with pytest.raises(InvalidPack, match='"blok" is not one of the values'):
        _ = overlaid(tmp_path, {"exercise_library/screening/red-flags.toml": text}).library


@pytest.mark.parametrize("rules", ["1", '"ab"', "[1]", "{ id = 1 }"])
def test_rules_that_are_no_list_of_tables_stop_everything(rules: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidPack, match=r"red-flags.toml:1: rules"):
        _ = overlaid(tmp_path, {"exercise_library/screening/red-flags.toml": f"rules = {rules}\n"}).library


def test_an_id_that_leads_nowhere_is_a_fault_of_the_pack(tmp_path: Path) -> None:
    content = overlaid(tmp_path, {"exercise_library/wording.toml": "x = 'y'\n"})
    with pytest.raises(InvalidPack, match='Nothing is called "because-role"'):
        content.library.wording["because-role"]


def test_a_theme_has_a_colour_for_all_that_is_drawn(tmp_path: Path) -> None:
    theme = (Path(__file__).parents[2] / "templates" / "themes" / "mono.toml").read_text()
    content = overlaid(tmp_path, {"templates/themes/mono.toml": theme.replace("muscle-rim =", "muscle-edge =")})
    with pytest.raises(InvalidPack, match=r"mono.toml:\d+: figure: .*muscle-rim"):
        content.themes["mono"]


@pytest.mark.parametrize("name", ["exercise_library/exercises/knee/step-up.toml", "images/x/woman/start.svg"])
def test_a_file_beyond_all_measure_is_refused_unread(name: str, tmp_path: Path) -> None:
    root = pack(tmp_path, {name: ""})
    os.truncate(root / name, 20 * 2**30)
    content = open_content([root])
    with pytest.raises(InvalidPack, match="larger than 2 MB"):
        content.library.exercises["step-up"] if name.endswith(".toml") else content.drawing("x", "woman", "start")
    if name.endswith(".toml"):
        with pytest.raises(InvalidPack, match="larger than 2 MB"):
            _ = content.stamps


def test_pipes_and_devices_in_a_pack_are_not_opened(tmp_path: Path) -> None:
    root = pack(tmp_path, {"images/x/y.toml": "", "exercise_library/a.toml": ""})
    before = open_content([root]).stamps
    os.mkfifo(root / "images" / "x" / "pose.toml")
    (root / "exercise_library" / "zero.toml").symlink_to("/dev/zero")
    content = open_content([root])
    fingerprint.cache_clear()
    assert content.stamps == before
    assert "x" not in {path.parent.name for path in content.layers.folders("images", "pose.toml")}


def test_a_library_without_rules_is_refused(tmp_path: Path) -> None:
    names = [path.name for path in (Path(__file__).parents[2] / "exercise_library" / "screening").iterdir()]
    with pytest.raises(InvalidPack, match="There are no screening rules"):
        _ = overlaid(tmp_path, {f"exercise_library/screening/{name}": "" for name in names}).library


@pytest.mark.parametrize(
    ("text", "what"),
    [("<svg/>", "not a hepgen drawing"), ("\xff", "The file is not UTF-8 text."), (None, "missing from every pack")],
)
def test_a_drawing_that_is_none_is_refused(text: str | None, what: str, tmp_path: Path) -> None:
    content = overlaid(tmp_path, {"images/new/woman/start.svg": text} if text else {})
    if text:
        (tmp_path / "images" / "new" / "woman" / "start.svg").write_bytes(text.encode("latin-1"))
    with pytest.raises(InvalidPack, match=what):
        content.drawing("new", "woman", "start")


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (lambda folder: folder / "missing", "There is no such folder."),
        (lambda folder: folder, "The folder has no pack.toml."),
        (lambda folder: pack(folder, info="id = 1\n"), "is the wrong kind of value"),
        (lambda folder: pack(folder, info="id = \n"), "This is not valid TOML"),
        (lambda folder: pack(folder, info=INFO + "[clinic]\nfax = 1\n"), "There is no such field."),
    ],
)
def test_a_folder_that_is_no_pack_is_refused(make: object, what: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidPack, match=what):
        _ = open_content([make(tmp_path)]).stamps  # type: ignore[operator]


@pytest.mark.parametrize(
    ("call", "hidden"), [("scandir", "exercise_library"), ("scandir", "images"), ("stat", "pack.toml")]
)
def test_content_that_may_not_be_read_is_not_passed_over(
    call: str, hidden: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = pack(tmp_path, {"images/x/pose.toml": "", "exercise_library/running.toml": built_in("running.toml")})
    real = getattr(os, call)

    def refuse(path: object, *args: object, **kwargs: object) -> object:
        if str(path).startswith(str(root / hidden)):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *args, **kwargs)

    with pytest.raises(InvalidPack, match="Permission denied"):  # noqa: PT012
        monkeypatch.setattr(os, call, refuse)
        content = open_content([root])
        assert content.stamps
        assert content.layers.folders("images", "pose.toml")
