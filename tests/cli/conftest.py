"""A clinic's folder to work in, and hepgen as its user meets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from command import Answer, Hepgen
from pack_fixture import drawn_pack
from profile_fixture import PROFILE

from hepgen.cli.main import run


@pytest.fixture(scope="session")
def drawings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a plain drawing for every exercise."""
    return drawn_pack(tmp_path_factory.mktemp("drawn"))


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with one good profile, one with a red flag and one that is invalid."""
    (tmp_path / "anna.toml").write_text(PROFILE)
    (tmp_path / "flag.toml").write_text(PROFILE.replace("red_flags = []", 'red_flags = ["locked-knee"]'))
    (tmp_path / "wrong.toml").write_text(PROFILE.replace("worst_pain = 5", "worst_pain = 50"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-settings"))
    return tmp_path


@pytest.fixture
def hepgen(clinic: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Hepgen:  # noqa: ARG001
    """Run a command line."""

    def call(*arguments: object) -> Answer:
        code = run([str(each) for each in arguments])
        captured = capfdbinary.readouterr()
        return Answer(code, captured.out.decode("latin-1"), captured.err.decode())

    return call
