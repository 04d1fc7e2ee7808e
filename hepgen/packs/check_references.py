"""Every id in the content leads somewhere, and every exercise can be reached."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from hepgen.errors import Diagnostic
from hepgen.model.complaints import did_you_mean, quoted
from hepgen.model.library import Condition, Exercise, Ladder, Library, ScreeningRule
from hepgen.model.positions import Location
from hepgen.packs.content import Content
from hepgen.packs.files import read_document

Found = tuple[Location, str, str]
"""Where, what is wrong, and a hint."""


def reference_problems(content: Content) -> Iterator[Diagnostic]:
    """Unknown ids, ladders without a way, exercises nobody can be given, rules without an answer."""
    library, files = content.library, content.layers.files
    checks: tuple[tuple[Mapping[str, Path], Mapping[str, Any], Any], ...] = (
        (files("exercise_library/exercises", "*/*.toml"), library.exercises, _exercise),
        (files("exercise_library/ladders", "*.toml"), library.ladders, _ladder),
        (files("exercise_library/conditions", "*.toml"), library.conditions, _condition),
    )
    for paths, values, check in checks:
        for key, path in paths.items():
            found = [*check(values[key], library), *_sources(values[key].model_dump(), library)]
            if found:
                document = read_document(path)
                yield from (document.problem(location, what, hint=hint) for location, what, hint in found)
    for key, path in checks[0][0].items():
        if path.parent.name != library.exercises[key].region:
            what = f"The region differs from the folder, {quoted(path.parent.name)}."
            yield read_document(path).problem(("region",), what)
    yield from _tables(content)
    yield from _screening(content)


def _tables(content: Content) -> Iterator[Diagnostic]:
    """Sources of the dosage schemes and the running levels."""
    library = content.library
    tables: tuple[tuple[str, Mapping[str, Any]], ...] = (
        ("dosages.toml", {key: scheme.model_dump() for key, scheme in library.dosages.items()}),
        ("running.toml", library.running.model_dump()),
    )
    for name, data in tables:
        path = content.layers.find(f"exercise_library/{name}")
        found = [*_sources(data, library)]
        if path is not None and found:
            document = read_document(path)
            yield from (document.problem(location, what, hint=hint) for location, what, hint in found)


def _exercise(exercise: Exercise, library: Library) -> Iterator[Found]:
    words = library.vocabulary
    for field, kind in (("equipment", "equipment"), ("household", "equipment"), ("muscles", "muscles"),
                        ("tags", "tags"), ("trains", "findings")):  # fmt: skip
        yield from _unknown((field,), getattr(exercise, field), words[kind])
    for field, kind in (("region", "regions"), ("position", "positions"), ("kind", "kinds")):
        yield from _unknown((field,), [getattr(exercise, field)], words[kind])
    for condition, doses in exercise.conditions.items():
        yield from _unknown(("conditions", condition), doses.values(), library.dosages)
        yield from _stages(("conditions", condition), condition, doses, library)
    for condition, avoidance in exercise.avoid.items():
        yield from _stages(("avoid", condition, "stages"), condition, avoidance.stages, library)
        for stage in {*avoidance.stages} & {*exercise.conditions.get(condition, ())}:
            yield ("avoid", condition, "stages"), f"In stage {quoted(stage)} it is both dosed and avoided.", ""
    if not _reachable(exercise.id, library):
        yield (), "No condition can reach this exercise: it stands on no ladder in use and answers no finding.", ""


def _stages(location: Location, condition: str, stages: Collection[str], library: Library) -> Iterator[Found]:
    yield from _unknown(location, [condition], library.conditions)
    if condition in library.conditions:
        known = {stage.id: stage for stage in library.conditions[condition].stages}
        yield from _unknown(location, stages, known)


def _reachable(exercise: str, library: Library) -> bool:
    for condition in library.conditions.values():
        ladders = {ladder for stage in condition.stages for role in stage.roles for ladder in role.ladders}
        ladders |= {ladder for switch in condition.irritability for ladder in switch.ladders}
        named = {one for rule in condition.findings for one in (*rule.prefer, *rule.add)}
        on_ladder = any(exercise in library.ladders[each].rungs for each in ladders if each in library.ladders)
        if on_ladder or exercise in named:
            return True
    return False


def _ladder(ladder: Ladder, library: Library) -> Iterator[Found]:
    yield from _unknown(("rungs",), ladder.rungs, library.exercises)
    for number, rung in enumerate(ladder.rungs):
        if rung in ladder.rungs[:number]:
            yield ("rungs", number), f"{quoted(rung)} stands on this ladder twice.", ""
        # On two ladders its rung would be ambiguous, and the steps of both could lead in a circle.
        for other in library.ladders.values():
            if other.id < ladder.id and rung in other.rungs:
                yield ("rungs", number), f"{quoted(rung)} stands on the ladder {quoted(other.id)} as well.", ""
    rungs = [library.exercises[rung] for rung in ladder.rungs if rung in library.exercises]
    for lower, higher in pairwise(rungs):
        for what in _out_of_order(lower, higher, library):
            yield ("rungs", ladder.rungs.index(higher.id)), what, ""


def _out_of_order(lower: Exercise, higher: Exercise, library: Library) -> Iterator[str]:
    """Why the higher rung is not the later one: it is dosed at a stage before the first of the lower."""
    for id_ in sorted({*lower.conditions} & {*higher.conditions} & {*library.conditions}):
        condition = library.conditions[id_]
        if _first_stage(higher, condition) < _first_stage(lower, condition):
            yield f"In {id_} {quoted(higher.id)} is dosed at an earlier stage than the rung before it."


def _first_stage(exercise: Exercise, condition: Condition) -> int:
    """The number of the first stage at which it is dosed."""
    given = exercise.conditions[condition.id]
    return min(condition.stage_number(stage.id) for stage in condition.stages if stage.id in given)


def _condition(condition: Condition, library: Library) -> Iterator[Found]:
    stages = {stage.id: stage for stage in condition.stages}
    if len(stages) < len(condition.stages):
        yield ("stages",), "Two stages have the same id.", ""
    roles = {role.id for stage in condition.stages for role in stage.roles}
    for number, stage in enumerate(condition.stages):
        for place, role in enumerate(stage.roles):
            where: Location = ("stages", number, "roles", place, "ladders")
            yield from _unknown(("stages", number, "roles", place, "id"), [role.id], library.vocabulary["roles"])
            yield from _unknown(where, role.ladders, library.ladders)
            if not any(_dosed(ladder, condition.id, stage.id, library) for ladder in role.ladders):
                yield where, f"None of these ladders has a rung dosed for the stage {quoted(stage.id)}.", ""
    for number, switch in enumerate(condition.irritability):
        yield from _unknown(("irritability", number, "ladders"), switch.ladders, library.ladders)
        yield from _unknown(("irritability", number, "role"), [switch.role], roles)
    for number, rule in enumerate(condition.findings):
        yield from _unknown(("findings", number, "finding"), [rule.finding], library.vocabulary["findings"])
        yield from _unknown(("findings", number, "prefer"), rule.prefer, library.exercises)
        yield from _unknown(("findings", number, "add"), rule.add, library.exercises)
    for field in ("from_stage", "distance_from_stage", "speed_and_hills_from_stage"):
        named = getattr(condition.running, field)
        yield from _unknown(("running", field), [] if named is None else [named], stages)
    yield from _unknown(("running", "answers"), condition.running.answers, library.vocabulary["findings"])


def _dosed(ladder: str, condition: str, stage: str, library: Library) -> bool:
    rungs = library.ladders[ladder].rungs if ladder in library.ladders else ()
    return any(
        stage in library.exercises[rung].conditions.get(condition, {}) for rung in rungs if rung in library.exercises
    )


def _screening(content: Content) -> Iterator[Diagnostic]:
    """Rules that name unknown things, and questions that no rule answers."""
    library = content.library
    words = library.vocabulary
    for path in content.layers.files("exercise_library/screening", "*.toml").values():
        document = read_document(path)
        for number, data in enumerate(document.data.get("rules", ())):
            rule = next(rule for rule in library.screening if rule.id == data["id"])
            for location, what, hint in (*_rule(rule, library), *_sources(rule.model_dump(), library)):
                yield document.problem(("rules", number, *location), what, hint=hint)
    ids = [rule.id for rule in library.screening]
    for rule_id in sorted({each for each in ids if ids.count(each) > 1}):
        yield Diagnostic("exercise_library/screening", rule_id, "Two rules have this id.")
    for kind, field in (("red-flags", "red_flag"), ("conditions", "condition"), ("medication", "medication")):
        answered = {getattr(rule.when, field) for rule in library.screening}
        for term in words[kind]:
            if term not in answered:
                what = "No screening rule says what to do about it."
                yield Diagnostic("exercise_library/vocabulary.toml", f"{kind}.{term}", what)


def _rule(rule: ScreeningRule, library: Library) -> Iterator[Found]:
    words = library.vocabulary
    for field, kind in (("red_flag", "red-flags"), ("condition", "conditions"), ("medication", "medication")):
        named = getattr(rule.when, field)
        yield from _unknown(("when", field), [] if named is None else [named], words[kind])
    yield from _unknown(("forbid_tags",), rule.forbid_tags, words["tags"])
    if not rule.when.model_dump(exclude_none=True):
        yield ("when",), "The rule never applies: it names nothing.", ""
    if rule.action in {"block", "hold"}:
        for field in ("urgency", "where", "patient"):
            if getattr(rule, field) is None:
                yield (field,), f"A rule that says {quoted(rule.action)} must state this.", ""


def _sources(data: Any, library: Library, location: Location = ()) -> Iterator[Found]:
    """Every key of a source, wherever it stands."""
    if isinstance(data, Mapping):
        for name, item in data.items():
            if name == "sources":
                yield from _unknown((*location, name), item, library.sources)
            else:
                yield from _sources(item, library, (*location, name))
    elif isinstance(data, tuple):
        for index, item in enumerate(data):
            yield from _sources(item, library, (*location, index))


def _unknown(location: Location, given: Collection[str], known: Collection[str]) -> Iterator[Found]:
    for value in given:
        if value not in known:
            yield location, f"{quoted(value)} is not known.", did_you_mean(value, known)
