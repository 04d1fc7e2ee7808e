"""The exercise cards: each exercise in full."""

from __future__ import annotations

from hepgen.handout.blocks import ExerciseCard, LabelledText, Phrase, Section, Span
from hepgen.handout.phrases import dose_strip
from hepgen.handout.sections.material import Material
from hepgen.handout.text import upper_first
from hepgen.model.plan import PlannedExercise


def cards(material: Material) -> Section:
    """One card for each planned exercise, those that start later too; each card is its own heading."""
    exercises = material.plan.exercises
    return Section(
        id="cards",
        title="",
        subtitle="",
        bookmark=material.texts.say("cards.bookmark", n=len(exercises)),
        blocks=tuple(_card(material, planned) for planned in exercises),
    )


def _card(material: Material, planned: PlannedExercise) -> ExerciseCard:
    texts, exercise = material.texts, material.exercise(planned)
    words = exercise.text

    def labelled(label: str, sentence: str) -> LabelledText:
        return LabelledText(texts.say(f"cards.{label}"), material.told(planned, sentence))

    return ExerciseCard(
        number=material.number(planned.id),
        name=words.name,
        medical_name="" if exercise.name.casefold() == words.name.casefold() else exercise.name,
        side_label=material.told(planned, words.side_label) or upper_first(texts.say("side.both_legs")),
        why=texts.phrase("cards.why", because=" ".join(planned.because)) if planned.because else (),
        pictures=material.pictures(planned),
        dose=dose_strip(texts, planned.dosage),
        steps=tuple((Span(material.told(planned, step)),) for step in words.steps),
        think_of=labelled("think_of", words.cue),
        watch_for=labelled("watch_for", words.fault),
        easier=labelled("easier", words.easier),
        harder=labelled("harder", words.harder),
        notes=_notes(material, planned),
        starts=_starts(material, planned),
    )


def _notes(material: Material, planned: PlannedExercise) -> tuple[Phrase, ...]:
    notes: list[Phrase] = []
    if planned.apart_from:
        names = material.texts.join([material.name(other) for other in planned.apart_from])
        notes.append(material.texts.phrase("cards.other_day", names=names))
    if material.in_turn(planned):
        notes.append(material.texts.phrase("cards.each_leg"))
    if (breathing := material.exercise(planned).text.breathing) is not None:
        notes.append((Span(material.told(planned, breathing)),))
    return tuple(notes)


def _starts(material: Material, planned: PlannedExercise) -> str:
    if planned.from_week == 1:
        return ""
    if planned.replaces is None:
        return material.texts.say("cards.starts", week=planned.from_week)
    replaced = material.name(planned.replaces)
    return material.texts.say("cards.starts_instead", week=planned.from_week, replaced=replaced)
