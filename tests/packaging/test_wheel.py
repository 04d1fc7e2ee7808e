"""hepgen as its users get it: built from source, installed in a fresh environment, used in another folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

from hepgen.packs.folders import CONTENT
from hepgen.render.pdf.metadata import read_plan_id

ROOT = Path(__file__).parents[2]
DAY = "2026-11-25"
CLEAN = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "HEPGEN_", "COV_"))}


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, env=CLEAN, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def content_files() -> set[str]:
    """The files of the three content folders, as the wheel must hold them."""
    return {
        path.relative_to(ROOT).as_posix()
        for folder in CONTENT
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def module_files() -> set[str]:
    """The modules, and the style sheets that lie among them."""
    found = [path for kind in ("*.py", "*.css") for path in (ROOT / "hepgen").rglob(kind)]
    return {path.relative_to(ROOT).as_posix() for path in found}


def test_source_and_wheel_are_whole_and_do_the_main_job_elsewhere(tmp_path: Path) -> None:
    sdist, wheel = built(tmp_path / "dist")
    content = content_files()

    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert content | module_files() | {"README.md", "LICENSE", "pyproject.toml"} <= inside

    with zipfile.ZipFile(wheel) as archive:
        files = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert files == module_files() | {f"hepgen/_data/{name}" for name in content}

    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(ROOT / "examples" / "runner.toml", elsewhere)
    hepgen = installed(wheel, tmp_path / "environment")
    make = (hepgen, "make", "runner.toml", "--today", DAY)
    run(*make, cwd=elsewhere)
    plan = json.loads(run(*make, "--format", "json", "-o", "-", cwd=elsewhere))
    assert read_plan_id((elsewhere / "runner.pdf").read_bytes()) == plan["plan_id"]
    assert plan == json.loads(run(*from_checkout(), *make[1:], "--format", "json", "-o", "-", cwd=elsewhere))
    assert sorted(path.name for path in elsewhere.iterdir()) == ["runner.pdf", "runner.toml"]
    assert run(hepgen, "library", "check", cwd=elsewhere) == run(*from_checkout(), "library", "check", cwd=elsewhere)


def built(folder: Path) -> tuple[Path, Path]:
    """The source archive, and the wheel that is built from it."""
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=ROOT)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def installed(wheel: Path, folder: Path) -> Path:
    """The `hepgen` command of a fresh environment, which has nothing but what hepgen asks for."""
    venv.create(folder, with_pip=True)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    run(binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    packages = run(binaries / "python", "-m", "pip", "list", "--format", "json", cwd=folder)
    assert not {"numpy", "scipy", "pytest"} & {package["name"] for package in json.loads(packages)}
    return binaries / "hepgen"


def from_checkout() -> tuple[str, ...]:
    """hepgen as it lies here."""
    return (
        sys.executable,
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from hepgen.cli.main import main; main()",
    )
