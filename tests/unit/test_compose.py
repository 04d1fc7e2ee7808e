"""From a plan to the tree: what stands on each page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar, get_args

import pytest
from handout_fixture import (
    EXERCISES,
    composed,
    dosage,
    draw,
    english,
    holds,
    library,
    plan,
    planned,
    profile,
    referral,
    rounds,
    template,
    weeks,
)

from hepgen.errors import InvalidPack
from hepgen.figures.drawing import mirrored
from hepgen.handout.blocks import (
    BulletList,
    Callout,
    ClinicHeader,
    Diary,
    DoseLine,
    ExerciseCard,
    Facts,
    GetHelp,
    Handout,
    Heading,
    IfThenTable,
    InShort,
    KeyNumber,
    Paragraph,
    Phrase,
    Section,
    Table,
    Thumbnails,
    TrafficLight,
    WeekTable,
)
from hepgen.handout.compose import compose, initials
from hepgen.handout.text import Texts
from hepgen.model.library import Library
from hepgen.model.plan import (
    Load,
    Plan,
    PlanChange,
    RunFocus,
    RunningOutlook,
    RunSession,
    RunWeek,
    ScreeningAction,
    ScreeningRecord,
    StepRate,
)

B = TypeVar("B")
RUNNER = {"weekly_km": 8.0, "longest_run_km_30d": 4.0, "step_rate_spm": 162, "pain_running": 1.0}
NBSP = "\u00a0"


def section(handout: Handout, identifier: str) -> Section:
    return next(one for one in handout.sections if one.id == identifier)


def block(handout: Handout, identifier: str, kind: type[B], place: int = 0) -> B:
    return [one for one in section(handout, identifier).blocks if isinstance(one, kind)][place]


def plain(phrase: Phrase) -> str:
    return "".join(span.text for span in phrase)


def cards(handout: Handout) -> tuple[ExerciseCard, ...]:
    return tuple(one for one in section(handout, "cards").blocks if isinstance(one, ExerciseCard))


def texts_of(handout: Handout, identifier: str) -> list[str]:
    """Paragraphs and bullets of a section, in order."""
    found: list[str] = []
    for one in section(handout, identifier).blocks:
        if isinstance(one, Paragraph):
            found.append(plain(one.phrase))
        elif isinstance(one, BulletList):
            found += map(plain, one.items)
    return found


# -- the document --------------------------------------------------------------------------------------------


def test_the_sections_are_those_of_the_template_that_have_something_to_say() -> None:
    assert [one.id for one in composed().sections] == ["fridge", "cards", "weeks", "understanding", "diary"]
    runner = composed(running_advice="keep", profile=profile(running=RUNNER))
    assert [one.id for one in runner.sections] == [
        "fridge", "cards", "weeks", "running", "understanding", "diary",
    ]  # fmt: skip


def test_the_document_names_no_patient_in_its_title() -> None:
    handout = composed()
    assert handout.title == "Your right knee exercises"
    assert (handout.language, handout.plan_id, handout.made_on) == ("en", "K7Q4-M2XR", date(2026, 11, 23))


def test_the_footer_brings_a_loose_page_home() -> None:
    footer = composed().footer
    assert footer.left == "S.O.  ·  right knee  ·  plan K7Q4-M2XR"
    assert footer.page.format(page=2, pages=7) == "Page 2 of 7"
    assert footer.right == "Riverside Physiotherapy  020\u00a07946\u00a00123"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Sam Okafor", "S.O."), ("Cher", "C."), ("anna maria de vries", "A.V."), ("  Lee  Lee ", "L.L.")],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_template_with_a_section_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InvalidPack, match="no such section in a referral: fridge"):
        compose(referral(), library(), Texts(english(), "en"), template("standard"), draw)


# -- the fridge page -----------------------------------------------------------------------------------------


def test_the_fridge_page_reads_in_the_order_of_need() -> None:
    fridge = section(composed(profile=profile(plan={"note": "Well done."})), "fridge")
    assert [type(one) for one in fridge.blocks] == [
        ClinicHeader, Facts, InShort, Thumbnails, TrafficLight, GetHelp, Callout,
    ]  # fmt: skip
    assert (fridge.title, fridge.subtitle) == (
        "Your right knee exercises",
        "Runner’s knee (patellofemoral pain). Stage 2 of 2: build.",
    )


def test_the_facts_leave_out_what_is_not_known() -> None:
    labels = [label for label, _ in block(composed(review_on=None), "fridge", Facts).pairs]
    assert labels == ["For", "Date", "Physiotherapist"]


def test_without_a_clinic_the_physiotherapist_heads_the_page() -> None:
    handout = composed(profile=profile(clinician={"name": "Anna Lindqvist"}))
    assert block(handout, "fridge", ClinicHeader) == ClinicHeader("Anna Lindqvist", "", None)
    assert handout.footer.right == "Anna Lindqvist"
    assert "Call us." in plain(block(handout, "weeks", Callout).actions[-1])


def test_in_short() -> None:
    goal = "Run the Tatton Park 10 km in April"
    short = block(composed(profile=profile(goals={"text": goal})), "fridge", InShort)
    assert plain(short.goal) == f"Your goal: “{goal}”"
    assert short.numbers == (
        KeyNumber("4", "exercises", "to do"),
        KeyNumber("3", "days", "a week"),
        KeyNumber("22", "minutes", "each time"),
        KeyNumber("6", "weeks", "to 3 January"),
    )


def test_without_a_goal_in_the_patients_words_the_stage_says_what_it_is_for() -> None:
    assert plain(block(composed(), "fridge", InShort).goal) == ("The goal for now: Make your thigh and hip stronger.")


def test_one_exercise_and_one_week_are_singular() -> None:
    only = (planned("step-down", dosage=dosage(per_week=1, per_day=2)),)
    handout = composed(exercises=only, schedule=weeks(only, 1))
    assert [(n.value, n.unit) for n in block(handout, "fridge", InShort).numbers] == [
        ("1", "exercise"), ("1", "day"), ("6", "minutes"), ("1", "week"),
    ]  # fmt: skip
    assert block(handout, "fridge", Thumbnails).heading == "Your exercise"
    assert section(handout, "weeks").title == "Your week"


def test_the_thumbnails_tell_dose_and_side_and_what_comes_later() -> None:
    thumbnails = block(composed(), "fridge", Thumbnails)
    assert thumbnails.heading == "Your four exercises"
    assert [(one.number, one.dose, one.side) for one in thumbnails.items] == [
        (1, "3 sets of 8", "right leg works"),
        (2, "3 sets of 10", "right leg works"),
        (3, "3 sets of 12", "both legs"),
        (4, f"5 holds of 30{NBSP}s", "both legs"),
    ]
    assert [plain(line) for line in thumbnails.lines] == ["From week 5: do Step-back lunge instead of Side step-down."]


@pytest.mark.parametrize(
    ("cap", "ranges"),
    [
        (0, ["0", "1 to 10"]),
        (1, ["0 to 1", "2 to 10"]),
        (2, ["0 to 2", "3 to 10"]),
        (3, ["0 to 2", "3", "4 to 10"]),
        (4, ["0 to 2", "3 to 4", "5 to 10"]),
        (5, ["0 to 2", "3 to 5", "6 to 10"]),
    ],
)
def test_the_pain_bands_come_from_the_plans_own_cap(cap: int, ranges: list[str]) -> None:
    handout = composed(cap=cap)
    bands = block(handout, "fridge", TrafficLight).bands
    assert [band.range for band in bands] == ranges
    assert [band.level for band in bands] == (["go", "care", "stop"] if len(ranges) == 3 else ["go", "stop"])
    rules = block(handout, "weeks", IfThenTable).rows
    assert f"pain {ranges[0]}," in plain(rules[0].condition)
    assert f"Pain was {cap + 1} or more" in plain(rules[2].condition)


def test_a_runner_reads_the_running_cap_on_the_fridge_page() -> None:
    lines = block(composed(running_advice="keep", profile=profile(running=RUNNER)), "fridge", TrafficLight).lines
    assert (
        plain(lines[0]) == "Next morning: no worse than the day before? Carry on. Worse for up to a day? "
        "Next time, do one set or hold less. Longer? See “If it flares up”."
    )
    assert plain(lines[1]).startswith("When you run: pain of 0 to 2 is all right.")


def test_a_long_note_and_a_long_goal_get_a_page_of_their_own() -> None:
    note, goal = "First line.\n\n" + "x" * 3900, "y" * 201
    handout = composed(profile=profile(plan={"note": note}, goals={"text": goal}))
    assert not any(isinstance(one, Callout) for one in section(handout, "fridge").blocks)
    assert texts_of(handout, "note") == [goal, "First line.", "x" * 3900]


def precaution(told: str | None) -> ScreeningAction:
    return ScreeningAction(rule="pressure", action="modify", because="…", source="…", patient=told)


def test_one_precaution_is_a_sentence_and_no_list() -> None:
    screening = ScreeningRecord(actions=(precaution("Never hold your breath."),))
    health = block(composed(screening=screening), "fridge", Callout)
    assert (plain(health.meaning), health.actions) == ("Never hold your breath.", ())


def test_precautions_stand_on_the_first_page_and_the_note_makes_room_for_them() -> None:
    breath, rail = (precaution(told) for told in ("Never hold your breath.", "Have a rail in reach."))
    handout = composed(
        screening=ScreeningRecord(actions=(breath, precaution(None), rail)),
        profile=profile(plan={"note": "Well done."}),
    )
    *_, stop, health = section(handout, "fridge").blocks
    assert isinstance(stop, GetHelp)
    assert isinstance(health, Callout)
    assert (health.heading, [plain(one) for one in health.actions]) == (
        "Because of your health",
        ["Never hold your breath.", "Have a rail in reach."],
    )
    assert texts_of(handout, "note") == ["Well done."]
    assert not any(isinstance(one, Callout) for one in section(handout, "understanding").blocks)


# -- cards ---------------------------------------------------------------------------------------------------


def test_a_card_says_which_leg_works() -> None:
    card = cards(composed())[0]
    assert (card.name, card.medical_name) == ("Side step-down", "Clinical side step-down")
    assert card.side_label == "Right leg works"
    assert plain(card.steps[0]) == "Stand on your right leg, not your left leg."
    assert [(one.caption, one.side_label, one.alt) for one in card.pictures] == [
        ("Start", "Right", "Stand tall on your right leg, not your left leg."),
        ("Finish", "Right", "Bend your right leg, not your left leg."),
    ]


def test_the_left_side_mirrors_words_and_drawings() -> None:
    left = (planned("step-down", "left"),)
    card = cards(composed(exercises=left, side="left"))[0]
    assert plain(card.steps[0]) == "Stand on your left leg, not your right leg."
    assert card.pictures[0].drawing == mirrored(draw("step-down", "start"))
    assert card.pictures[0].side_label == "Left"


def test_both_sides_are_trained_in_turn() -> None:
    both = (planned("step-down", "both"), planned("heel-raise", "both"))
    handout = composed(exercises=both, side="both")
    in_turn, together = cards(handout)
    assert section(handout, "fridge").title == "Your knee exercises"
    assert handout.footer.left.split("  ·  ")[1] == "knee, both sides"
    assert plain(in_turn.steps[0]) == "Stand on your working leg, not your resting leg."
    assert in_turn.pictures[0].side_label == ""
    assert "one leg, then the other" in plain(in_turn.notes[0])
    assert together.notes == ()
    assert together.side_label == "Both legs"
    assert [one.side for one in block(handout, "fridge", Thumbnails).items] == ["each leg in turn", "both legs"]


def test_the_dose_strip_gives_every_number_its_words() -> None:
    strip = cards(composed())[1].dose
    assert strip.large == (DoseLine("3", "sets"), DoseLine("10", "times each"))
    assert strip.small == (
        DoseLine(f"3{NBSP}s", f"there, 1{NBSP}s still, 3{NBSP}s back"),
        DoseLine(f"60{NBSP}s", "rest after each set"),
        DoseLine(f"2.5{NBSP}kg", "added"),
        DoseLine("3", "days a week"),
    )
    assert strip.effort == "Stop with about 3 good ones left."


@pytest.mark.parametrize(
    ("dose", "large", "told"),
    [
        (holds(), ["5 holds", "30 seconds each"], f"5 holds of 30{NBSP}s"),
        (holds(sets=1, reps=10, hold_s=5), ["10 holds", "5 seconds each"], f"10 holds of 5{NBSP}s"),
        (holds(sets=3, reps=5, hold_s=10), ["3 sets", "5 holds each"], f"3 sets of 5 holds of 10{NBSP}s"),
        (dosage(sets=1, reps=1), ["1 set", "1 time each"], "1 set of 1"),
    ],
)
def test_doses_in_words(dose: Any, large: list[str], told: str) -> None:
    handout = composed(exercises=(planned("wall-sit", "both", dosage=dose),))
    assert [f"{line.value} {line.words}" for line in cards(handout)[0].dose.large] == large
    assert block(handout, "fridge", Thumbnails).items[0].dose == told


@pytest.mark.parametrize(
    ("dose", "line"),
    [
        (dosage(tempo="2-0-2"), (f"2{NBSP}s", f"there, 2{NBSP}s back")),
        (dosage(rest_s=90), (f"90{NBSP}s", "rest after each set")),
        (dosage(rest_s=180), (f"3{NBSP}min", "rest after each set")),
        (holds(sets=3, reps=5, hold_s=10), (f"10{NBSP}s", "each hold")),
        (holds(), (f"2{NBSP}min", "rest after each hold")),
        (dosage(load=Load(kind="band", band="medium")), ("Medium", "band")),
        (dosage(), ("No", "weight added")),
        (dosage(per_day=2), ("2", "times a day")),
        (dosage(per_week=7), ("7", "days a week")),
    ],
)
def test_the_smaller_numbers_of_a_dose(dose: Any, line: tuple[str, str]) -> None:
    (card,) = cards(composed(exercises=(planned("wall-sit", "both", dosage=dose),)))
    assert DoseLine(*line) in card.dose.small


@pytest.mark.parametrize(
    ("dose", "effort"),
    [
        (dosage(reps_in_reserve=0), "Go on until you can do no more good ones."),
        (dosage(reps_in_reserve=1), "Stop with about 1 good one left."),
        (holds(effort=6), "It should feel like 6 out of 10, where 10 is as hard as you can."),
        (dosage(reps_in_reserve=None), ""),
    ],
)
def test_effort_is_a_sentence(dose: Any, effort: str) -> None:
    (card,) = cards(composed(exercises=(planned("wall-sit", "both", dosage=dose),)))
    assert card.dose.effort == effort


def test_a_later_exercise_says_so_on_its_card() -> None:
    assert [one.starts for one in cards(composed())] == ["", "", "", "", "From week 5, instead of Side step-down"]


def test_an_unknown_placeholder_in_an_exercise_is_refused() -> None:
    content = library()
    bent = content.exercises["step-down"]
    text = bent.text.model_copy(update={"cue": "Move your {elbow}."})
    content.exercises["step-down"] = bent.model_copy(update={"text": text})  # type: ignore[index]
    with pytest.raises(InvalidPack, match=r"exercises/knee/step-down\.toml: text: unknown placeholder \{elbow\}"):
        compose(plan(), content, Texts(english(), "en"), template(), draw)


# -- weeks ---------------------------------------------------------------------------------------------------


def test_the_week_table() -> None:
    table = block(composed(), "weeks", WeekTable)
    assert section(composed(), "weeks").title == "Your six weeks"
    assert [(week.number, week.date, week.note) for week in table.weeks][2:4] == [
        ("3", "7 Dec", ""), ("4", "14 Dec", "easy week"),
    ]  # fmt: skip
    assert table.date_label == "starting Monday"
    assert [cell.dose for cell in table.rows[0].cells] == ["3 × 8"] * 3 + ["2 × 8", "", ""]
    assert (table.rows[1].cells[0].dose, table.rows[1].cells[0].load) == ("3 × 10", f"2.5{NBSP}kg")
    assert table.rows[2].cells[0].load == "light band"
    assert [cell.dose for cell in table.rows[4].cells] == [""] * 4 + ["3 × 8"] * 2
    assert table.total_label == ("In all", "times in one day")
    assert table.totals == (95, 95, 95, 64, 95, 95)


def test_long_plans_come_as_several_tables() -> None:
    handout = composed(schedule=weeks(EXERCISES, 26))
    tables = [one for one in section(handout, "weeks").blocks if isinstance(one, WeekTable)]
    assert [one.heading for one in tables] == [
        "Weeks 1 to 6", "Weeks 7 to 12", "Weeks 13 to 18", "Weeks 19 to 24", "Weeks 25 to 26",
    ]  # fmt: skip
    assert section(handout, "weeks").title == "Your 26 weeks"
    assert [row.name for row in tables[1].rows] == ["Side leg lift", "Heel raise", "Wall sit", "Step-back lunge"]


def test_totals_count_seconds_when_all_is_held_and_both_legs_in_turn() -> None:
    held = (planned("wall-sit", "both", dosage=holds(per_day=2)),)
    table = block(composed(exercises=held), "weeks", WeekTable)
    assert (table.total_label[1], table.totals[0]) == ("seconds in one day", 5 * 30 * 2)
    in_turn = (planned("step-down", "both"),)
    assert block(composed(exercises=in_turn, side="both"), "weeks", WeekTable).totals[0] == 3 * 8 * 2


def test_an_easy_week_is_called_a_habit_and_not_a_proof() -> None:
    assert texts_of(composed(), "weeks") == [
        f"Do the numbers for your week. 3 × 8 means 3 sets of 8. 5 × 30{NBSP}s means 5 holds of 30{NBSP}s.",
        "Week 4 is easy on purpose. Easy weeks are a habit of coaches. It is not proven that they help.",
    ]


def test_the_flare_plan_names_what_to_skip_and_what_to_keep() -> None:
    assert [plain(action) for action in block(composed(), "weeks", Callout).actions] == [
        "For 2 days skip exercises 1 and 5. Walk on the flat.",
        "Keep on with exercises 2, 3 and 4. Do one set or hold less of each.",
        "Mornings normal again? Start with last week’s numbers.",
        "Not settled in 7 days? Call 020 7946 0123.",
    ]


@pytest.mark.parametrize(
    ("exercises", "first"),
    [
        ((planned("leg-lift"),), "Keep on with the exercise. For 2 days, do 2 sets, not 3."),
        ((planned("lunge"),), "For 2 days skip the exercise. Walk on the flat."),
        ((planned("leg-lift"), planned("lunge")), "For 2 days skip exercise 2. Walk on the flat."),
    ],
)
def test_the_flare_plan_when_all_or_none_belong_to_calmer_days(exercises: Any, first: str) -> None:
    assert plain(block(composed(exercises=exercises), "weeks", Callout).actions[0]) == first


SETS, HOLDS = dosage(), holds()


@pytest.mark.parametrize(
    ("doses", "less"),
    [
        ((SETS,), "2 sets, not 3"),
        ((dosage(sets=2),), "1 set, not 2"),
        ((HOLDS,), "4 holds, not 5"),
        ((holds(sets=1, reps=10),), "9 holds, not 10"),
        ((holds(sets=3, reps=5),), "2 sets, not 3"),
        ((SETS, SETS), "2 sets, not 3"),
        ((SETS, dosage(sets=4)), "one set less of each"),
        ((HOLDS, holds(sets=3)), "one hold less of each"),
        ((SETS, HOLDS), "one set or hold less of each"),
        ((rounds(),), "2 rounds, not 3"),
        ((rounds(), rounds(sets=2)), "one round less of each"),
        ((SETS, rounds()), "a little less of each"),
        ((dosage(sets=1),), "a little less"),
        ((holds(sets=1),), "a little less"),
        ((SETS, holds(sets=1)), "a little less of each"),
    ],
)
def test_doing_less_is_worked_out_and_the_same_on_every_page(doses: Any, less: str) -> None:
    names = ("leg-lift", "wall-sit")
    handout = composed(exercises=tuple(planned(name, dosage=dose) for name, dose in zip(names, doses, strict=False)))
    rules = block(handout, "weeks", IfThenTable)
    of_it = less.removesuffix(" of each")
    assert f"Next time, do {of_it}." in plain(block(handout, "fridge", TrafficLight).lines[0])
    assert plain(rules.rows[1].action) == f"Use the same numbers again. Was it worse? Then do {of_it}."
    assert plain(rules.lines[1]) == f"Missed a week? For one week, do {less}."
    assert plain(block(handout, "weeks", Callout).actions[0]).endswith(f" For 2 days, do {less}.")


def test_doing_less_is_not_worked_out_where_the_sets_change_over_the_weeks() -> None:
    exercises = (planned("leg-lift"),)
    first, *others = weeks(exercises, 3)
    more = [
        week.model_copy(update={"exercises": (week.exercises[0].model_copy(update={"sets": 4}),)}) for week in others
    ]
    rules = block(composed(exercises=exercises, schedule=(first, *more)), "weeks", IfThenTable)
    assert plain(rules.lines[1]) == "Missed a week? For one week, do one set less."


def test_page_one_and_the_rules_agree_on_a_worse_morning() -> None:
    handout = composed()
    _, stay, down = block(handout, "weeks", IfThenTable).rows
    assert plain(stay.condition) == "Pain was 3 to 4, or your knee was worse for up to a day."
    assert plain(down.condition) == "Pain was 5 or more, or your knee was worse for over a day."
    assert "Longer? See “If it flares up”." in plain(block(handout, "fridge", TrafficLight).lines[0])
    assert block(handout, "weeks", Callout).heading == "If it flares up"


def test_the_first_page_points_to_no_page_that_is_not_there() -> None:
    short = template().model_copy(update={"sections": ("fridge",)})
    told = compose(plan(), library(), Texts(english(), "en"), short, draw)
    assert "See" not in plain(block(told, "fridge", TrafficLight).lines[0])


def test_one_week_has_no_next_and_no_last_week() -> None:
    only = (planned("leg-lift"),)
    rules = block(composed(exercises=only, schedule=weeks(only, 1)), "weeks", IfThenTable)
    assert [plain(row.action) for row in rules.rows] == [
        "Keep these numbers until your next visit.",
        "Use the same numbers again. Was it worse? Then do 2 sets, not 3.",
        "Stop that one today. Then do less of it, or leave it out.",
    ]
    assert rules.lines == ()


def test_stepping_up_counts_the_good_ones_left() -> None:
    rules = block(composed(), "weeks", IfThenTable)
    assert "about 3 good ones left" in plain(rules.rows[0].condition)


# -- running -------------------------------------------------------------------------------------------------


def running(advice: str, **changes: Any) -> Handout:
    return composed(running_advice=advice, profile=profile(running=RUNNER), **changes)


@pytest.mark.parametrize(("advice", "told"), [("keep", True), ("later", True), ("no", False), (None, False)])
def test_what_is_said_of_running_is_said_to_those_who_may_run(advice: str | None, told: bool) -> None:
    handout = composed(running_advice=advice, profile=profile(running=RUNNER if advice else None))
    heard = [row[0][0].text for row in block(handout, "understanding", Table).rows]
    assert heard == ["Clicks are bad.", *["Runs are bad."] * told]


SESSIONS = tuple(
    RunSession(week=week, session=session, walk_min=walk, run_min=run, rounds=4)
    for week, session, walk, run in ((1, 1, 4, 1), (1, 2, 4, 1), (1, 3, 3, 2), (2, 1, 0, 30))
)


def test_walk_run_sessions_are_worked_out_in_minutes() -> None:
    table = block(running("walk-run", running=SESSIONS), "running", Table)
    assert table.header == ("Run number", "Week", "Walk", "Run", "Rounds", "In all")
    assert [[plain(cell).replace(NBSP, " ") for cell in row] for row in table.rows] == [
        ["1 and 2", "1", "4 min", "1 min", "4", "30 min"],
        ["3", "1", "3 min", "2 min", "4", "30 min"],
        ["4", "2", "none", "30 min", "4", "130 min"],
    ]


def test_a_distance_limit_that_changes_is_a_column() -> None:
    sessions = (SESSIONS[0], SESSIONS[1].model_copy(update={"km_max": 4.4}))
    table = block(running("walk-run", running=sessions), "running", Table)
    assert [plain(row[-1]).replace(NBSP, " ") for row in table.rows] == ["none", "4.4 km"]


def test_the_longest_run_and_the_step_rate_are_numbers() -> None:
    told = texts_of(running("keep", km_max=4.4, step_rate=StepRate(own=162, low=170, high=178)), "running")
    longest = f"Your longest run in the last 30 days was 4{NBSP}km. Run no further than 4.4{NBSP}km in one go."
    assert any(line.startswith(longest) for line in told)
    assert any(line.startswith("You take 162 steps a minute now. Try 170 to 178 on easy runs.") for line in told)


def test_a_runner_whose_longest_run_is_not_known_reads_an_example() -> None:
    assert any(f"If that was 5{NBSP}km, stop at 5.5{NBSP}km." in told for told in texts_of(running("keep"), "running"))


@pytest.mark.parametrize(
    ("advice", "lead"),
    [
        ("keep", "You can keep running."),
        ("walk-first", "First, walk for 30 minutes."),
        ("later", "Running comes later."),
        ("no", "Do not run for now."),
    ],
)
def test_the_running_page_opens_with_what_to_do_now(advice: str, lead: str) -> None:
    assert texts_of(running(advice), "running")[0].startswith(lead)


def test_running_less_in_a_flare_is_worked_out() -> None:
    """Less than in any week of the plan; an easier week does not count."""
    weeks = (run_week(1, total=8.0), run_week(2, "distance", total=8.8), run_week(3, "easier", total=6.6))
    actions = block(running("keep", running_weeks=weeks), "weeks", Callout).actions
    assert plain(actions[2]).replace(NBSP, " ") == "Run less for a week: 5.5 km in all."
    unknown = block(running("keep"), "weeks", Callout).actions
    assert plain(unknown[2]) == "Run less for a week. Keep it short, slow and flat."


def run_week(week: int, focus: RunFocus = "keep", longest: float | None = None, total: float | None = None) -> RunWeek:
    monday = date(2026, 11, 23) + timedelta(weeks=week - 1)
    return RunWeek(week=week, starts_on=monday, focus=focus, longest_km=longest, total_km=total)


def outlook(**changes: Any) -> RunningOutlook:
    usual = {"target_km": 10.0, "target_date": date(2027, 4, 18), "ready_on": date(2027, 3, 29), "enough": True}
    return RunningOutlook.model_validate(usual | changes)


OUTLOOKS = (
    outlook(),
    outlook(enough=False, ready_on=date(2027, 5, 23)),
    outlook(enough=False, ready_on=None),
    outlook(enough=None, needs_km=5.2),
    outlook(enough=None, needs_km=4.6, needs_from=date(2027, 1, 11)),
)


def cells(table: Table) -> list[list[str]]:
    return [[plain(cell).replace(NBSP, " ") for cell in row] for row in table.rows]


def test_the_running_weeks_are_a_table_and_equal_ones_share_a_line() -> None:
    weeks = (
        run_week(1, "keep", 4.0, 8.0),
        run_week(2, "keep", 4.0, 8.0),
        run_week(3, "distance", 4.4, 8.8),
        run_week(4, "easier", 3.3, 6.6),
        *(run_week(number, "distance", 5.0, 9.0) for number in range(5, 12)),
    )
    handout = running("keep", running_weeks=weeks)
    table = block(handout, "running", Table)
    assert table.header == ("Week", "What to do", "One run at most", "In all, about")
    assert cells(table) == [
        ["1 and 2", "Keep it the same", "4 km", "8 km"],
        ["3", "Run a bit further", "4.4 km", "8.8 km"],
        ["4", "Easy week", "3.3 km", "6.6 km"],
        ["5 and 6", "Run a bit further", "5 km", "9 km"],
    ], "the outline beyond the plan's weeks is not told"
    told = texts_of(handout, "running")
    assert any("Go no further in one run than the table says." in line for line in told)
    assert any(line.startswith("Keep to the limit for one run.") for line in told)


@pytest.mark.parametrize(
    ("km", "columns"),
    [
        ({"longest": 4.0}, ("Week", "What to do", "One run at most")),
        ({"total": 8.0}, ("Week", "What to do", "In all, about")),
        ({}, ("Week", "What to do")),
    ],
)
def test_a_distance_that_is_not_known_is_no_column(km: dict[str, float], columns: tuple[str, ...]) -> None:
    weeks = (run_week(1, "keep", **km), run_week(2, "distance", **km))
    table = block(running("keep", running_weeks=weeks), "running", Table)
    assert table.header == columns
    assert all("none" not in row for row in cells(table))


def test_walk_run_weeks_are_told_by_their_sessions_alone() -> None:
    weeks = tuple(run_week(number, "walk-run") for number in (1, 2))
    handout = running("walk-run", running=SESSIONS, running_weeks=weeks)
    assert [one.caption for one in section(handout, "running").blocks if isinstance(one, Table)] == [
        "Your walks and runs"
    ]
    assert any(f"Can you run for 30{NBSP}min in one go?" in line for line in texts_of(handout, "running"))


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (
            OUTLOOKS[0],
            "There is time for 10 km by 18 April 2027. If every week goes well, you can be ready by 29 March 2027.",
        ),
        (
            OUTLOOKS[1],
            "Your date comes about 5 weeks too soon. You can be ready for 10 km by 23 May 2027 at the earliest.",
        ),
        (OUTLOOKS[2], "Your date comes too soon. It is a long way from your runs now to 10 km."),
        (
            OUTLOOKS[3],
            "Is your longest run now 5.2 km or more? Then there is time to be ready for 10 km by 18 April 2027.",
        ),
        (OUTLOOKS[4], "Around 11 January 2027 you may run for 30 min in one go. Is that 4.6 km or more?"),
    ],
)
def test_the_page_says_honestly_whether_the_date_does(view: RunningOutlook, told: str) -> None:
    lines = [line.replace(NBSP, " ") for line in texts_of(running("keep", running_outlook=view), "running")]
    assert any(line.startswith(told) for line in lines)


@pytest.mark.parametrize("advice", ["walk-first", "later"])
def test_who_may_not_run_yet_reads_that_the_date_is_too_near(advice: str) -> None:
    blocks = section(running(advice, running_outlook=OUTLOOKS[1]), "running").blocks
    heading = next(place for place, one in enumerate(blocks) if isinstance(one, Heading))
    assert blocks[heading] == Heading("Your goal")
    assert plain(blocks[heading + 1].phrase).startswith("Your date comes about 5 weeks too soon.")  # type: ignore[union-attr]


@pytest.mark.parametrize(("total", "share"), [(4.8, False), (None, True)])
def test_a_cut_is_told_with_kilometres_only_where_the_table_has_none(total: float | None, share: bool) -> None:
    made = plan(
        running_advice="keep", profile=profile(running=RUNNER), running_weeks=(run_week(1, "easier", total=total),)
    )
    handout = compose(made, with_a_cut(), Texts(english(), "en"), template(), draw)
    told = [line.replace(NBSP, " ") for line in texts_of(handout, "running")]
    assert "First, run less for 2 weeks. This lets your knee settle." in told
    assert ("Run 6 km for each 10 km that you run now." in told) == share


def with_a_cut() -> Library:
    """The sample library, with a condition that cuts the running at first."""
    content = library()
    condition = content.conditions["sore-knee"]
    rules = condition.running.model_copy(update={"cut_percent": 40, "cut_weeks": 2})
    return replace(content, conditions={"sore-knee": condition.model_copy(update={"running": rules})})


# -- timed rounds, days apart, what waits --------------------------------------------------------------------


def test_time_on_the_move_is_told_in_rounds() -> None:
    card = block(composed(plan((planned("step-down", dosage=rounds()),))), "cards", ExerciseCard)
    assert [(line.value, line.words) for line in card.dose.large] == [("3", "rounds"), ("30", "seconds each")]
    assert ("60 s", "rest after each round") in [
        (line.value.replace(NBSP, " "), line.words) for line in card.dose.small
    ]
    (row,) = block(composed(plan((planned("step-down", dosage=rounds()),))), "weeks", WeekTable).rows
    assert row.cells[0].dose.replace(NBSP, " ") == "3 × 30 s"


def test_one_long_round_is_told_in_minutes() -> None:
    long = rounds(sets=1, hold_s=600)
    handout = composed(plan((planned("step-down", dosage=long),)))
    card = block(handout, "cards", ExerciseCard)
    assert [(line.value, line.words) for line in card.dose.large] == [("1", "round"), ("10", "minutes each")]
    assert block(handout, "fridge", Thumbnails).items[0].dose.replace(NBSP, " ") == "10 min"
    assert block(handout, "weeks", WeekTable).rows[0].cells[0].dose.replace(NBSP, " ") == "10 min"


def test_a_card_says_which_days_are_its_own() -> None:
    apart = planned("step-down", apart_from=("lunge", "leg-lift"), scheme="jumps")
    card = block(composed(plan((apart, planned("lunge"), planned("leg-lift")))), "cards", ExerciseCard)
    assert [plain(note) for note in card.notes] == [
        "Do this on a different day from Step-back lunge and Side leg lift."
    ]
    told = texts_of(composed(plan((planned("step-down", scheme="jumps"), planned("lunge")))), "weeks")
    assert "Exercise 1: Leave 2 days between these." in told


def test_what_waits_for_a_later_stage_is_listed() -> None:
    told = texts_of(composed(), "understanding")
    assert told[told.index("Leave these for a later stage.") + 1 :][:2] == ["Jumps.", "Hills."]


# -- understanding, diary, referral --------------------------------------------------------------------------


def test_weak_evidence_is_said_to_be_weak_and_runners_parts_are_for_runners() -> None:
    def headings(handout: Handout) -> list[str]:
        return [one.text for one in section(handout, "understanding").blocks if isinstance(one, Heading)]

    assert headings(composed()) == ["Your stage", "What is it?"]
    assert headings(running("keep")) == ["Your stage", "What is it?", "Can I run?"]
    assert "We are not sure about this yet. There are only a few small studies." in texts_of(
        running("keep"), "understanding"
    )


def test_a_score_is_given_with_its_meaning_when_the_condition_knows_it() -> None:
    measures = (
        {"name": "akps", "score": 71.0, "on": date(2026, 11, 20)},
        {"name": "Unheard of", "score": 3.0, "on": date(2026, 11, 20)},
    )
    told = texts_of(composed(profile=profile(measures=measures)), "understanding")
    assert told[-1] == (
        "You scored 71 on 20 November 2026: Anterior Knee Pain Scale (AKPS), from 0 to 100. "
        "Higher is better. A change of 10 or more often matters."
    )
    assert not any("Unheard" in one for one in told)


def test_the_diary_has_the_first_two_weeks_from_the_day_they_start() -> None:
    diary = block(running("keep"), "diary", Diary)
    assert diary.weeks == ("Week 1, from 23 November", "Week 2, from 30 November")
    assert diary.days == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    assert [(row.label, row.kind) for row in diary.rows] == [
        ("1  Side step-down", "tick"),
        ("2  Side leg lift", "tick"),
        ("3  Heel raise", "tick"),
        ("4  Wall sit", "tick"),
        ("Run or walk–run", "tick"),
        ("Pain while you exercise", "number"),
        ("Pain next morning", "number"),
    ]


@pytest.mark.parametrize(
    ("outcome", "title", "row"),
    [
        ("referral", "What to do now", ["A hot, swollen knee", "Today", "The emergency department"]),
        ("hold", "Before you start", ["A hot, swollen knee", "Before you start", "Your physiotherapist"]),
    ],
)
def test_a_referral_says_what_was_found_how_soon_and_where(outcome: str, title: str, row: list[str]) -> None:
    handout = composed(referral(outcome))
    assert [one.id for one in handout.sections] == ["referral"]
    assert handout.title == section(handout, "referral").title == title
    assert [plain(cell) for cell in block(handout, "referral", Table).rows[0]] == row
    actions = [plain(action) for action in block(handout, "referral", Callout).actions]
    assert actions[0] == "Do not eat or drink until you have been seen."
    assert actions[1].startswith("Do no exercises for your knee, and do not run,")
    assert actions[-1] == "Questions? Call us on 020 7946 0123."


@pytest.mark.parametrize(
    ("outcome", "urgency", "lead", "has_stop_box"),
    [
        ("referral", "emergency", "This needs to be looked at", False),
        ("referral", "same-day", "This needs to be looked at", True),
        ("referral", "urgent", "Someone needs to look at this", True),
        ("referral", "routine", "Someone needs to look at this", True),
        ("hold", "same-day", "This needs to be looked at", True),
        ("hold", None, "Your physiotherapist needs to decide", True),
    ],
)
def test_a_referral_says_how_pressing_it_is_and_never_two_things(
    outcome: str, urgency: str | None, lead: str, has_stop_box: bool
) -> None:
    handout = composed(referral(outcome, urgency=urgency))
    assert plain(block(handout, "referral", Paragraph).phrase).startswith(lead)
    assert any(isinstance(one, GetHelp) for one in section(handout, "referral").blocks) == has_stop_box


# -- the strings file and the code fit each other ------------------------------------------------------------


class Watched(dict[str, Any]):
    """A table that notes which of its texts were read."""

    def __init__(self, table: dict[str, Any], path: str = "") -> None:
        super().__init__(
            {name: Watched(one, f"{path}{name}.") if isinstance(one, dict) else one for name, one in table.items()}
        )
        self.path = path
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.read.add(self.path + name)
        return super().__getitem__(name)

    def unread(self) -> set[str]:
        inner = [one.unread() for one in self.values() if isinstance(one, Watched)]
        own = {self.path + name for name, one in self.items() if not isinstance(one, Watched)}
        return (own - self.read).union(*inner)


CHANGE = PlanChange(
    exercise="", change="down", rule="flare", because="Worse for days.", patient="Your knee flared up.", source="DES"
)


def test_what_changed_since_the_last_plan_is_told() -> None:
    callout = next(one for one in section(composed(changes=(CHANGE,)), "weeks").blocks if isinstance(one, Callout))
    assert (callout.heading, plain(callout.meaning)) == ("What has changed", "Your knee flared up.")


def plans() -> list[Plan]:
    """Plans that differ in every way a text depends on."""
    measures = tuple({"name": name, "score": 1.0, "on": date(2026, 11, 20)} for name in ("AKPS", "NPRS"))
    bands = tuple(
        planned(identifier, "both", dosage=dosage(load=Load(kind="band", band=band), reps=5, hold_s=4, per_day=2))
        for identifier, band in (("wall-sit", "medium"), ("heel-raise", "heavy"))
    )
    booked = {"note": "x\ny", "review_on": date(2026, 12, 15)}
    runner = profile(running=RUNNER, plan=booked, goals={"text": "x\ny"}, measures=measures)
    nameless = profile(running={}, clinician={"name": "A"}, goals={"text": "x"}, plan={"note": "x"})
    advice: tuple[Any, ...] = ("keep", "walk-run", "walk-first", "later", "no")
    fired = ScreeningRecord(actions=(precaution("x"), precaution("y")))
    joining = (planned("lunge", "both"), planned("leg-lift", from_week=3))
    test_week = (weeks(bands)[0].model_copy(update={"kind": "test"}),)
    return [
        *(plan(running_advice=one, profile=runner, km_max=4.4, running=SESSIONS) for one in advice),
        plan(running_advice="keep", profile=nameless, step_rate=StepRate(own=162, low=170, high=178)),
        plan(bands, cap=2, side="both", schedule=test_week, screening=fired),
        plan((planned("step-down", "left", dosage=dosage(reps_in_reserve=0)), *bands), side="left"),
        plan(joining, schedule=weeks(joining, 12)),
        plan((planned("leg-lift", dosage=dosage(reps_in_reserve=1)),)),
        plan((planned("lunge"), planned("leg-lift"))),
        plan((planned("lunge", dosage=dosage(load=Load(kind="kg"))),)),
        plan(
            running_advice="walk-run",
            profile=runner,
            running=(SESSIONS[0].model_copy(update={"km_max": 4.4}), SESSIONS[1]),
        ),
        referral().model_copy(update={"profile": nameless}),
        plan((planned("leg-lift"), planned("wall-sit", "both", dosage=holds()))),
        plan((planned("leg-lift"), planned("wall-sit", "both", dosage=holds(sets=1)))),
        plan((planned("wall-sit", "both", dosage=holds()), planned("heel-raise", "both", dosage=holds(sets=3)))),
        plan((planned("step-down"), planned("heel-raise", "both", dosage=dosage(sets=2)))),
        plan((planned("step-down", dosage=rounds(), apart_from=("lunge",), scheme="jumps"),)),
        plan(changes=(CHANGE,)),
        plan((planned("step-down", dosage=rounds()), planned("lunge", dosage=rounds(hold_s=600, sets=4)))),
        *(referral(outcome) for outcome in ("referral", "hold")),
        referral(urgency="routine"),
        *(plan(running_advice="keep", profile=runner, running_outlook=one) for one in OUTLOOKS),
        plan(running_advice="later", profile=runner, running_outlook=OUTLOOKS[1]),
        plan(
            running_advice="keep",
            profile=runner,
            schedule=weeks((planned("leg-lift"),), 7),
            exercises=(planned("leg-lift"),),
            running_weeks=tuple(run_week(n, focus, n, n) for n, focus in enumerate(get_args(RunFocus), 1)),
        ),
    ]


def test_every_text_of_the_strings_file_is_used() -> None:
    """Urgencies, captions and certainties come from content, so any of them may stay unread here."""
    strings = Watched(english())
    texts = Texts(strings, "en")
    for one in plans():
        compose(one, with_a_cut(), texts, template("standard" if one.outcome == "plan" else "referral"), draw)
    # The page for the record has tests of its own, and says what language it is in.
    from_content = (
        "referral.urgency.",
        "cards.middle",
        "certainty.",
        "understanding.score_lower",
        "record.",
        "language.",
    )
    singular_or_plural = {key for key in strings.unread() if key.endswith((".one", ".other"))}
    left = {key for key in strings.unread() - singular_or_plural if not key.startswith(from_content)}
    assert left == set()
