"""`hepgen library list` and `show`: the exercises, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hepgen.cli.options import json_option, known_exercise, pack_option

if TYPE_CHECKING:
    from hepgen.model.library import Exercise, Library


@click.command("list")
@pack_option
@json_option
def list_(pack: tuple[Path, ...], as_json: bool) -> None:
    """List the exercises."""
    from hepgen.packs.content import open_content

    library = open_content(pack).library
    if as_json:
        objects = [_as_object(exercise, library) for exercise in library.exercises.values()]
        click.echo(json.dumps(objects, ensure_ascii=False, indent=2))
        return
    for exercise in library.exercises.values():
        needs = ", ".join(exercise.equipment) or "nothing"
        click.echo(f"{exercise.id:32} {exercise.name:34} {exercise.region:8} {exercise.kind:10} needs: {needs}")


@click.command("show")
@click.argument("exercise_id", metavar="EXERCISE")
@pack_option
@json_option
def show(exercise_id: str, pack: tuple[Path, ...], as_json: bool) -> None:
    """Show one exercise in full."""
    from hepgen.packs.content import open_content

    library = open_content(pack).library
    exercise = library.exercises[known_exercise(exercise_id, library)]
    if as_json:
        click.echo(json.dumps(_as_object(exercise, library), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_as_text(exercise, library)))


def _as_object(exercise: Exercise, library: Library) -> dict[str, Any]:
    """One exercise as other programs rely on it."""
    place = library.ladder_of(exercise.id)
    return {
        "id": exercise.id,
        "name": exercise.name,
        "region": exercise.region,
        "position": exercise.position,
        "kind": exercise.kind,
        "equipment": [*exercise.equipment],
        "household": [*exercise.household],
        "muscles": [*exercise.muscles],
        "tags": [*exercise.tags],
        "loads": exercise.loads.model_dump(),
        "stages": sorted({stage for stages in exercise.conditions.values() for stage in stages}),
        "conditions": {condition: [*stages] for condition, stages in exercise.conditions.items()},
        "ladder": place[0].id if place else None,
        "rung": place[1] if place else None,
        "drawn": exercise.drawn,
        "frames": [frame.model_dump() for frame in exercise.frames],
        "sources": [*exercise.sources],
    }


def _as_text(exercise: Exercise, library: Library) -> Iterator[str]:
    place = library.ladder_of(exercise.id)
    yield f"{exercise.name} ({exercise.id}): {exercise.text.name}"
    yield f"{exercise.region}, {exercise.position}, {exercise.kind}; works {exercise.sides}"
    yield f"ladder: {place[0].id}, rung {place[1]}" if place else "on no ladder"
    yield f"needs: {', '.join(exercise.equipment) or 'nothing'}; at home: {', '.join(exercise.household) or 'nothing'}"
    yield f"muscles: {', '.join(exercise.muscles)}"
    yield f"tags: {', '.join(exercise.tags) or 'none'}"
    loads = exercise.loads
    how = "measured" if exercise.loads_measured else "inferred"
    yield f"loads: patellofemoral joint {loads.patellofemoral_joint}, patellar tendon {loads.patellar_tendon} ({how})"
    for condition, stages in exercise.conditions.items():
        yield f"{condition}: " + ", ".join(f"{stage} ({scheme})" for stage, scheme in stages.items())
    for condition, avoidance in exercise.avoid.items():
        yield f"avoided in {condition}, {', '.join(avoidance.stages)}: {avoidance.because}"
    yield from (f"{number}. {step}" for number, step in enumerate(exercise.text.steps, 1))
    text = exercise.text
    for label in ("cue", "fault", "easier", "harder", "breathing"):
        if getattr(text, label):
            yield f"{label}: {getattr(text, label)}"
    for frame in exercise.frames:
        yield f"{frame.name}: {frame.alt}"
    yield f"certainty: {exercise.certainty}; sources: {', '.join(exercise.sources)}"
