"""The clinician's page: what was decided, by which rule, on which source; for the record, not for the patient.

It tells a plan, a referral or a hold. A section with nothing to say is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hepgen.handout.blocks import Block, Facts, Paragraph, Phrase, Section, Span, Table
from hepgen.handout.phrases import dose, effort
from hepgen.handout.sections.material import Material
from hepgen.model.citations import sources_of
from hepgen.model.library import Condition
from hepgen.model.plan import Decision, PlannedExercise, Verdict


def record(material: Material) -> Section:
    """Whose plan it is, what it is about, what screening did, and every dose with its scheme and support."""
    texts = material.texts
    blocks: list[Block] = [Facts(tuple(_identity(material)))]
    if awaits := texts.say("language.awaiting_review"):
        blocks.append(Paragraph((Span(awaits, strong=True),)))
    if material.plan.stage_because:
        blocks.append(Paragraph((Span(material.plan.stage_because),)))
    blocks += _screening(material)
    blocks += _programme(material)
    title = texts.say("record.title")
    return Section("record", title, texts.say("record.subtitle"), title, tuple(blocks))


def reasons(material: Material) -> Section | None:
    """Every decision: about the plan, then about each exercise; equal reasons share a line."""
    texts, decisions = material.texts, material.plan.decisions
    blocks: list[Block] = [*_changes(material)]
    for heading, chosen in (
        ("record.about_plan", [one for one in decisions if not one.exercise]),
        *((f"record.verdict.{verdict}", _about_exercises(decisions, verdict)) for verdict in _VERDICTS),
    ):
        rows = tuple(_reason_rows(material, chosen))
        if rows:
            header = _header(material, "what", "because", "rule", "source")
            blocks.append(Table(texts.say(heading), header, rows, shares=(5, 5, 2, 2)))
    if not blocks:
        return None
    title = texts.say("record.reasons")
    return Section("reasons", title, "", title, tuple(blocks))


def reporting(material: Material) -> Section | None:
    """The sixteen items of the Consensus on Exercise Reporting Template, answered [Slade16], and the sources."""
    if not material.plan.exercises:
        return None
    texts, values = material.texts, _answers(material)
    items = zip(texts.lines("record.cert_items"), texts.phrases("record.cert_answers", **values), strict=True)
    rows = tuple(((Span(item),), answer) for item, answer in items)
    title = texts.say("record.cert")
    table = Table("", _header(material, "item", "answer"), rows, shares=(4, 9))
    return Section("reporting", title, texts.say("record.cert_subtitle"), title, (table, *_sources(material)))


_VERDICTS: tuple[Verdict, ...] = ("chosen", "reserve", "rejected")


def _header(material: Material, *columns: str) -> tuple[str, ...]:
    return tuple(material.texts.say(f"record.column.{column}") for column in columns)


def _identity(material: Material) -> Iterator[tuple[str, str]]:
    texts, plan, profile = material.texts, material.plan, material.plan.profile
    condition = material.condition
    yield texts.say("facts.name"), profile.patient.name
    yield texts.say("record.born"), texts.date(profile.patient.date_of_birth)
    yield texts.say("facts.date"), texts.date(plan.made_on)
    yield texts.say("record.plan"), plan.plan_id
    yield texts.say("record.hypothesis"), f"{condition.name}, {material.side_and_part()}"
    if condition.codes:
        yield texts.say("record.codes"), _codes(material, condition)
    if plan.stage is not None:
        yield texts.say("record.stage"), material.stage.name
    who = profile.clinician
    yield texts.say("facts.clinician"), texts.join([who.name, *([who.registration] if who.registration else [])])
    yield texts.say("record.screened"), texts.date(profile.screening.completed_on)
    if plan.pain_rule is not None:
        caps = plan.pain_rule
        yield (
            texts.say("record.caps"),
            texts.say("record.caps_told", exercise=caps.exercise_max, running=caps.running_max),
        )
    yield texts.say("record.language"), texts.say("language.name")
    yield texts.say("record.made_by"), f"hepgen {plan.hepgen}"
    yield (
        texts.say("record.packs"),
        texts.join([f"{pack.id} {pack.version} ({pack.sha256[:8]})" for pack in plan.packs]),
    )


def _codes(material: Material, condition: Condition) -> str:
    return material.texts.join([f"{system.upper()} {code}" for system, code in sorted(condition.codes.items())])


def _screening(material: Material) -> Iterator[Block]:
    texts, actions = material.texts, material.plan.screening.actions
    if not actions:
        yield Paragraph(texts.phrase("record.nothing_found"))
        return
    yield Table(
        texts.say("record.screening"),
        _header(material, "found", "action", "because", "source"),
        tuple(
            (
                (Span(action.found or action.rule),),
                (Span(texts.say(f"record.action.{action.action}")),),
                (Span(action.because),),
                (Span(action.source),),
            )
            for action in actions
        ),
        shares=(3, 2, 6, 2),
    )
    for action in actions:
        if action.override is not None:
            who, why = action.override.by, action.override.reason
            yield Paragraph(texts.phrase("record.overridden", found=action.found, name=who, reason=why))


def _programme(material: Material) -> Iterator[Block]:
    """The exercises with their doses, and what steps up in which week."""
    if not material.plan.exercises:
        return
    yield Table(
        caption=material.texts.say("record.programme"),
        header=_header(material, "exercise", "dose", "scheme", "support"),
        rows=tuple(_dose_row(material, planned) for planned in material.plan.exercises),
        shares=(3, 4, 2, 3),
    )
    yield from _steps(material)


def _dose_row(material: Material, planned: PlannedExercise) -> tuple[Phrase, ...]:
    texts, dosage = material.texts, planned.dosage
    told = [
        texts.say("record.dose", dose=dose(texts, dosage), days=dosage.per_week, rest=dosage.rest_s),
        *([texts.say("record.tempo", tempo=dosage.tempo)] if dosage.tempo else []),
        *([texts.say("dose.kilograms", n=dosage.load.kg)] if dosage.load.kg else []),
        *([texts.say(f"loads.{dosage.load.band}.cell")] if dosage.load.band else []),
        effort(texts, dosage),
    ]
    name = f"{material.number(planned.id)}  {material.exercise(planned).name}"
    start = texts.say("record.from_week", week=planned.from_week) if planned.from_week > 1 else ""
    support = texts.say(f"record.certainty.{planned.certainty.replace('-', '_')}")
    cells = (
        " ".join(filter(None, (name, start))),
        " ".join(filter(None, told)),
        planned.scheme,
        f"{support} [{', '.join(planned.sources)}]",
    )
    return tuple((Span(cell),) for cell in cells)


def _steps(material: Material) -> Iterator[Block]:
    """What steps up in which week: with the scheme's bounds, all that the numbers of the weeks come from."""
    texts = material.texts
    rows = [
        (
            (Span(texts.number(week.week)),),
            (Span(material.library.exercises[item.id].name),),
            (Span(texts.say(f"record.change.{item.changed}")),),
            (Span(dose(texts, item)),),
        )
        for week in material.plan.schedule
        for item in week.exercises
        if item.changed is not None
    ]
    if rows:
        header = _header(material, "week", "exercise", "change", "dose")
        yield Table(texts.say("record.steps"), header, tuple(rows), shares=(1, 4, 3, 4))


def _about_exercises(decisions: Iterable[Decision], verdict: Verdict) -> list[Decision]:
    return [one for one in decisions if one.exercise and one.verdict == verdict]


def _reason_rows(material: Material, decisions: Iterable[Decision]) -> Iterator[tuple[Phrase, ...]]:
    alike: dict[tuple[str, str, str], list[str]] = {}
    for one in decisions:
        names = alike.setdefault((one.because, one.rule, one.source), [])
        if one.exercise:
            names.append(material.library.exercises[one.exercise].name)
    for (because, rule, source), names in alike.items():
        what = material.texts.join(names) if names else material.texts.say("record.the_plan")
        yield tuple((Span(cell),) for cell in (what, because, rule, source))


def _sources(material: Material) -> Iterator[Block]:
    """The bibliography of this plan; how much of each was read stands with it."""
    texts = material.texts
    rows = tuple(
        ((Span(one.key),), (Span(one.citation),), (Span(texts.say(f"record.verified.{one.verified}")),))
        for one in sources_of(material.plan, material.library)
    )
    if rows:
        header = _header(material, "key", "citation", "read")
        yield Table(texts.say("record.sources"), header, rows, shares=(2, 8, 3))


def _changes(material: Material) -> Iterator[Block]:
    """What a revision changed or kept, with the row of the decision table."""
    texts, exercises = material.texts, material.library.exercises
    rows = tuple(
        tuple(
            (Span(cell),)
            for cell in (
                exercises[one.exercise].name if one.exercise else texts.say("record.the_plan"),
                one.because,
                one.rule,
                one.source,
            )
        )
        for one in material.plan.changes
    )
    if rows:
        header = _header(material, "what", "because", "rule", "source")
        yield Table(texts.say("record.changes", plan=material.plan.revises or ""), header, rows, shares=(3, 6, 2, 2))


def _answers(material: Material) -> dict[str, str]:
    """What the answers to the sixteen items are filled with."""
    texts, plan, words = material.texts, material.plan, material.library.vocabulary
    needed = {item for planned in plan.exercises for item in material.exercise(planned).equipment}
    findings = [words["findings"][each].name for each in plan.profile.problem.findings]
    who = plan.profile.clinician
    nothing = texts.say("record.nothing")
    return {
        "equipment": texts.join([words["equipment"][item].name for item in sorted(needed)]) or nothing,
        "clinician": texts.join([who.name, *([who.registration] if who.registration else [])]),
        "review": nothing if plan.review_on is None else texts.date(plan.review_on),
        "goal": plan.profile.goals.text or material.stage.goal,
        "exercises": texts.number(len(plan.exercises)),
        "weeks": texts.number(len(plan.schedule)),
        "findings": texts.join(findings) or nothing,
        "stage": material.stage.name,
        "because": plan.stage_because,
    }
