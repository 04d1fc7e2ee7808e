"""Doses and pain ranges in words: the same number is said the same way on every page."""

from __future__ import annotations

from collections.abc import Iterable

from hepgen.handout.blocks import DoseLine, DoseStrip
from hepgen.handout.text import Texts
from hepgen.model.plan import Dosage, Load, ScheduledExercise

GREEN_MAX = 2
"""Pain up to here is green (the monitoring model calls 0–2 safe); amber goes on to the plan's cap."""

WORST_PAIN = 10

_MINUTES_FROM_S = 120
"""Whole minutes from here on are said in minutes: nobody counts 180 seconds."""


def duration(texts: Texts, seconds: int) -> str:
    """Seconds with their unit, or whole minutes when it is two or more."""
    if seconds >= _MINUTES_FROM_S and seconds % 60 == 0:
        return texts.say("dose.minutes", n=seconds // 60)
    return texts.say("dose.seconds", n=seconds)


def dose(texts: Texts, of: Dosage | ScheduledExercise) -> str:
    """The dose of one session: "3 sets of 10", "5 holds of 30 s", "3 sets of 5 holds of 10 s", "3 rounds of 1 min"."""
    if of.bout and of.hold_s is not None:
        rounds = texts.say("dose.round_count", n=of.sets * of.reps)
        return texts.say("dose.rounds", n=of.sets * of.reps, rounds=rounds, time=duration(texts, of.hold_s))
    sets = texts.say("dose.set_count", n=of.sets)
    if of.hold_s is None:
        return texts.say("dose.sets", sets=sets, reps=of.reps)
    seconds = texts.say("dose.seconds", n=of.hold_s)
    if _is_holds_alone(of):
        return texts.say("dose.holds", holds=texts.say("dose.hold_count", n=of.sets * of.reps), seconds=seconds)
    holds = texts.say("dose.hold_count", n=of.reps)
    return texts.say("dose.sets_of_holds", sets=sets, holds=holds, seconds=seconds)


def one_less(texts: Texts, doses: Iterable[Dosage | ScheduledExercise], n: int) -> str:
    """One step easier for n exercises: "2 sets, not 3" where all doses agree, else "one set less of each"."""
    counts = {_counted_in(of) for of in doses}
    kinds = {kind for kind, _ in counts}
    if any(count == 1 for _, count in counts) or ("round" in kinds and len(kinds) > 1):
        return texts.say("dose.less.little", n=n)
    kind = kinds.pop() if len(kinds) == 1 else "either"
    if len(counts) != 1:
        return texts.say(f"dose.less.{kind}", n=n)
    ((_, usual),) = counts
    return texts.say("dose.less.counted", fewer=texts.say(f"dose.{kind}_count", n=usual - 1), usual=usual)


def _counted_in(of: Dosage | ScheduledExercise) -> tuple[str, int]:
    """What a dose is counted in, and how many of them."""
    if of.bout:
        return "round", of.sets * of.reps
    return ("hold", of.sets * of.reps) if _is_holds_alone(of) else ("set", of.sets)


def _is_holds_alone(of: Dosage | ScheduledExercise) -> bool:
    """Whether the dose is told as one number of holds: sets of one hold, or one set of several."""
    return of.hold_s is not None and 1 in (of.sets, of.reps)


def dose_cell(texts: Texts, of: Dosage | ScheduledExercise) -> str:
    """The dose for a narrow column: "3 × 10"; holds and rounds as "5 × 30 s"; one round as "10 min"."""
    if of.hold_s is not None and (of.bout or _is_holds_alone(of)):
        seconds = duration(texts, of.hold_s) if of.bout else texts.say("dose.seconds", n=of.hold_s)
        if of.bout and of.sets * of.reps == 1:
            return seconds
        return texts.say("dose.cell_holds", holds=of.sets * of.reps, seconds=seconds)
    return texts.say("dose.cell", sets=of.sets, reps=of.reps)


def below_cell(texts: Texts, of: Dosage | ScheduledExercise) -> str:
    """What stands below it: the load, and the length of a hold where the cell has no room for it."""
    parts = []
    if of.hold_s is not None and not of.bout and not _is_holds_alone(of):
        parts.append(texts.say("dose.cell_hold_each", seconds=texts.say("dose.seconds", n=of.hold_s)))
    if load := _load_cell(texts, of.load):
        parts.append(load)
    return texts.say("dose.cell_separator").join(parts)


def _load_cell(texts: Texts, load: Load) -> str:
    if load.band is not None:
        return texts.say(f"loads.{load.band}.cell")
    return texts.say("dose.kilograms", n=load.kg) if load.kg else ""


def dose_strip(texts: Texts, dosage: Dosage) -> DoseStrip:
    """The dose of an exercise card: every FITT-VP number with the words that give it meaning."""
    large, small = _sets_and_times(texts, dosage)
    if dosage.tempo is not None:
        small.append(_tempo(texts, dosage.tempo))
    if dosage.rest_s and dosage.sets > 1:
        after = "round" if dosage.bout else "hold" if dosage.hold_s is not None and dosage.reps == 1 else "set"
        small.append(DoseLine(duration(texts, dosage.rest_s), texts.say(f"dose.words.rest_{after}")))
    small.append(_load(texts, dosage.load))
    small.append(_counted(texts, "days", dosage.per_week))
    if dosage.per_day > 1:
        small.append(_counted(texts, "per_day", dosage.per_day))
    return DoseStrip(large, tuple(small), effort(texts, dosage))


def effort(texts: Texts, dosage: Dosage) -> str:
    """How hard it should feel, as a sentence; empty where the scheme asks for no effort (a stretch)."""
    if dosage.reps_in_reserve == 0:
        return texts.say("dose.effort_none_left")
    if dosage.reps_in_reserve is not None:
        return texts.say("dose.effort_reserve", n=dosage.reps_in_reserve)
    return "" if dosage.effort is None else texts.say("dose.effort_scale", n=dosage.effort)


def _sets_and_times(texts: Texts, dosage: Dosage) -> tuple[tuple[DoseLine, ...], list[DoseLine]]:
    if dosage.hold_s is None:
        return (_counted(texts, "sets", dosage.sets), _counted(texts, "times", dosage.reps)), []
    if dosage.bout:
        in_minutes = dosage.hold_s >= _MINUTES_FROM_S and dosage.hold_s % 60 == 0
        each = ("minutes_each", dosage.hold_s // 60) if in_minutes else ("seconds_each", dosage.hold_s)
        return (_counted(texts, "rounds", dosage.sets * dosage.reps), _counted(texts, *each)), []
    if _is_holds_alone(dosage):
        holds = _counted(texts, "holds", dosage.sets * dosage.reps)
        return (holds, _counted(texts, "seconds_each", dosage.hold_s)), []
    large = (_counted(texts, "sets", dosage.sets), _counted(texts, "holds_each", dosage.reps))
    return large, [DoseLine(texts.say("dose.seconds", n=dosage.hold_s), texts.say("dose.words.per_hold"))]


def _counted(texts: Texts, words: str, n: int) -> DoseLine:
    return DoseLine(texts.number(n), texts.say(f"dose.words.{words}", n=n))


def _tempo(texts: Texts, tempo: str) -> DoseLine:
    """Seconds there–pause–back: words that fit a squat as well as a lift; a phase of no seconds is not said."""
    phases = [
        (texts.say("dose.seconds", n=int(seconds)), texts.say(f"dose.words.{phase}"))
        for seconds, phase in zip(tempo.split("-"), ("there", "still", "back"), strict=True)
        if int(seconds)
    ]
    (first, words), *rest = phases
    then = [texts.say("dose.words.then", seconds=seconds, words=phase) for seconds, phase in rest]
    return DoseLine(first, texts.say("dose.tempo_separator").join([words, *then]))


def _load(texts: Texts, load: Load) -> DoseLine:
    if load.band is not None:
        return DoseLine(texts.say(f"loads.{load.band}.value"), texts.say(f"loads.{load.band}.words"))
    if load.kg:
        return DoseLine(texts.say("dose.kilograms", n=load.kg), texts.say("dose.words.load"))
    kind = "unmeasured" if load.kind == "kg" else "body"
    return DoseLine(texts.say(f"loads.{kind}.value"), texts.say(f"loads.{kind}.words"))


def green_range(texts: Texts, cap: int) -> str:
    """ "0 to 2", or less where the plan allows less."""
    return texts.span(0, min(GREEN_MAX, cap))


def amber_range(texts: Texts, cap: int) -> str | None:
    """ "3 to 4" up to the plan's cap; None where the cap leaves no amber."""
    return texts.span(GREEN_MAX + 1, cap) if cap > GREEN_MAX else None


def red_range(texts: Texts, cap: int) -> str:
    """ "5 to 10": all above the cap."""
    return texts.span(cap + 1, WORST_PAIN)


def above(texts: Texts, cap: int) -> str:
    """ "5 or more": the same in running text."""
    return texts.say("pain.from", low=cap + 1)
