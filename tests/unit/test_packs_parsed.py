"""What was parsed once is not parsed again, and what is kept is never trusted further than its checksum."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from hepgen.packs.parsed import ParsedTexts

TEXT, DATA = "a = 1\n", {"a": 1}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "parsed.json"


def kept(place: Path, text: str = TEXT, data: dict[str, object] | None = None) -> None:
    parsed = ParsedTexts(place)
    parsed.put(text, DATA if data is None else data)
    parsed.save()


def test_the_next_run_knows_what_this_one_parsed(place: Path) -> None:
    kept(place)
    assert ParsedTexts(place).get(TEXT) == DATA
    assert ParsedTexts(place).get("a = 2\n") is None


def test_nothing_new_writes_nothing(place: Path) -> None:
    kept(place)
    before = place.stat().st_mtime_ns
    again = ParsedTexts(place)
    again.get(TEXT)
    again.save()
    assert place.stat().st_mtime_ns == before


def test_several_runs_add_up(place: Path) -> None:
    kept(place)
    again = ParsedTexts(place)
    assert again.get("b = 2\n") is None
    again.put("b = 2\n", {"b": 2})
    again.save()
    assert (ParsedTexts(place).get(TEXT), ParsedTexts(place).get("b = 2\n")) == (DATA, {"b": 2})


def test_a_date_is_not_kept_and_harms_nothing(place: Path) -> None:
    kept(place, "day = 2026-11-20\n", {"day": date(2026, 11, 20)})
    assert ParsedTexts(place).get("day = 2026-11-20\n") is None


@pytest.mark.parametrize("damage", [b"", b"x" * 70, b"[" * 100_000])
def test_a_damaged_file_is_as_good_as_none(place: Path, damage: bytes) -> None:
    kept(place)
    place.write_bytes(damage)
    assert ParsedTexts(place).get(TEXT) is None


def test_one_changed_byte_is_noticed(place: Path) -> None:
    kept(place)
    place.write_bytes(place.read_bytes().replace(b'"a": 1', b'"a": 2'))
    assert ParsedTexts(place).get(TEXT) is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, not a folder")
    kept(tmp_path / "cache" / "parsed.json")
    assert ParsedTexts(tmp_path / "cache" / "parsed.json").get(TEXT) is None


def test_without_a_place_it_remembers_for_this_run_alone() -> None:
    parsed = ParsedTexts(None)
    parsed.put(TEXT, DATA)
    parsed.save()


def test_a_pipe_or_a_link_in_its_place_is_left_alone(place: Path, tmp_path: Path) -> None:
    place.parent.mkdir()
    os.mkfifo(place)
    assert ParsedTexts(place).get(TEXT) is None
    place.unlink()
    victim = tmp_path / "victim.toml"
    victim.write_text("a = 1")
    place.symlink_to(victim)
    kept(place)
    assert victim.read_text() == "a = 1"
