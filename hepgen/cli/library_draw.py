"""`hepgen library preview` and `draw`: see the exercises, and make their drawings from their poses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hepgen.cli.options import chosen, known_exercise, pack_option, today_option
from hepgen.errors import EXIT_DONE, EXIT_INVALID_PACK

if TYPE_CHECKING:
    from hepgen.figures.palette import Palette
    from hepgen.handout.look import PaperName
    from hepgen.packs.content import Content
    from hepgen.studio.draw import DrawingQuality

_STUDIO_PACKAGES = frozenset({"numpy", "scipy", "skimage", "shapely"})


@click.command("preview")
@click.argument("exercises", metavar="[EXERCISE]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True, readable=False),
              default=Path("library.pdf"), show_default=True)  # fmt: skip
@click.option("--person", metavar="ID", help="Who is shown.  [default: the first]")
@click.option("--theme", metavar="NAME", default="colour", show_default=True)
@click.option("--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True)
@pack_option
@today_option
def preview(
    exercises: tuple[str, ...],
    output: Path,
    person: str | None,
    theme: str,
    paper: PaperName,
    pack: tuple[Path, ...],
    today: date,
) -> None:
    """Draw a contact sheet of the exercises (of all, when none is named) as a PDF."""
    from hepgen.app import PreviewRequest
    from hepgen.app import preview as make_preview
    from hepgen.outputs import write_atomically, write_to_stdout
    from hepgen.packs.content import open_content

    content = open_content(pack)
    request = PreviewRequest(
        exercises=tuple(known_exercise(each, content.library) for each in exercises)
        or tuple(content.library.exercises),
        person=chosen(person or content.people[0], content.people, "--person"),
        theme=chosen(theme, tuple(content.themes), "--theme"),
        paper=paper,
        today=today,
    )
    document = make_preview(content, request)
    if output == Path("-"):
        write_to_stdout(document)
    else:
        write_atomically(output, document)
        click.echo(f"{output}: written.", err=True)


@click.command("draw")
@click.argument("exercises", metavar="[EXERCISE]...", nargs=-1)
@click.option("--person", metavar="ID", help="Draw this person only.")
@click.option("--quality", type=click.Choice(["final", "preview"]), default="final", show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@pack_option
@click.pass_context
def draw(
    context: click.Context,
    exercises: tuple[str, ...],
    person: str | None,
    quality: DrawingQuality,
    workers: int,
    pack: tuple[Path, ...],
) -> None:
    """Draw EXERCISE from its pose, for every person; without a name, all whose drawing is missing or out of date."""
    from hepgen.packs.content import open_content

    content = open_content(pack)
    people = (chosen(person, content.people, "--person"),) if person else content.people
    poses = [_pose(content, each) for each in exercises] or [*_out_of_date(content, people)]
    context.exit(_draw(poses, people, _palette(content), quality, workers))


def _pose(content: Content, exercise: str) -> Path:
    pose = content.layers.find(f"images/{exercise}/pose.toml")
    if pose is None:
        raise click.BadParameter(f"There is no pose of {exercise!r}.", param_hint="EXERCISE")
    return pose


def _out_of_date(content: Content, people: tuple[str, ...]) -> Iterator[Path]:
    """The poses of which a drawing is missing or was made from another pose."""
    from hepgen.figures.freshness import is_stale
    from hepgen.packs.files import read_text

    for pose in content.layers.folders("images", "pose.toml"):
        text = read_text(pose)
        for person in people:
            drawings = sorted((pose.parent / person).glob("*.svg"))
            if len(drawings) < 2 or any(is_stale(read_text(each), text, person) for each in drawings):
                yield pose
                break


def _palette(content: Content) -> Palette:
    """What a browser shows; documents use their own theme."""
    from hepgen.figures.palette import Palette

    return Palette(content.themes["colour"].figure)


def _draw(poses: list[Path], people: tuple[str, ...], palette: Palette, quality: DrawingQuality, workers: int) -> int:
    from hepgen.outputs import write_atomically

    try:
        from hepgen.studio.draw import draw_many
    except ModuleNotFoundError as error:
        if error.name in _STUDIO_PACKAGES:
            raise click.UsageError(f"Drawing needs {error.name}: pip install 'hepgen[studio]'.") from None
        raise
    code = EXIT_DONE
    for drawn in draw_many(poses, people, workers, palette=palette, quality=quality):
        folder = drawn.path.parent / drawn.person
        for problem in drawn.problems:
            click.echo(str(problem), err=True)
            code = EXIT_INVALID_PACK
        if drawn.frames:
            folder.mkdir(exist_ok=True)
        for frame, svg in drawn.frames.items():
            write_atomically(folder / f"{frame}.svg", svg.encode())
        for finding in drawn.findings:
            click.echo(f"{folder}: {finding}", err=True)
        if drawn.frames:
            click.echo(f"{folder}: drawn.", err=True)
    return code
