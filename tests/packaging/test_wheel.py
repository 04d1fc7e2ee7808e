"""What a user installs: the wheel carries all content and does the main job from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel made from the source distribution, as a registry's users get it."""
    dist = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(dist), str(ROOT)], check=True, capture_output=True)
    assert [path.suffixes[-2:] for path in dist.glob("*.tar.gz")] == [[".tar", ".gz"]]
    (built,) = dist.glob("*.whl")
    return built


def test_the_wheel_holds_the_content_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("exercise_library", "images", "templates"):
        source = {
            f"hepgen/_data/{path.relative_to(ROOT).as_posix()}" for path in (ROOT / folder).rglob("*") if path.is_file()
        }
        assert source <= set(names), folder
    assert {name.split("/")[0].split("-")[0] for name in names} == {"hepgen"}


def test_the_installed_wheel_does_the_main_job_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    subprocess.run([home / "bin" / "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True)
    away = tmp_path / "away"
    away.mkdir()
    profile = ROOT / "examples" / "runner.toml"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    answer = subprocess.run(
        [home / "bin" / "hepgen", "make", str(profile), "-o", "handout.pdf", "--today", "2026-11-25"],
        cwd=away,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert (away / "handout.pdf").read_bytes().startswith(b"%PDF-1.7")
