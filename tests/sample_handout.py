"""A complete handout written by hand: what a renderer must be able to draw, without a plan and a library behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hepgen.figures.drawing import Drawing
from hepgen.handout.blocks import (
    BulletList,
    Callout,
    ClinicHeader,
    Diary,
    DiaryRow,
    DoseLine,
    DoseStrip,
    ExerciseCard,
    Facts,
    Footer,
    GetHelp,
    Handout,
    Heading,
    IfThen,
    IfThenTable,
    InShort,
    KeyNumber,
    LabelledText,
    Link,
    PainBand,
    Paragraph,
    Phrase,
    Picture,
    Section,
    Span,
    Table,
    Thumbnail,
    Thumbnails,
    TrafficLight,
    WeekCell,
    WeekColumn,
    WeekRow,
    WeekTable,
)

DrawingOf = Callable[[str, str], Drawing]
"""(exercise id, frame name) → its drawing."""


def phrase(text: str) -> Phrase:
    """`**strong**` parts and plain ones, for writing samples only."""
    return tuple(Span(part, strong=bool(i % 2)) for i, part in enumerate(text.split("**")) if part)


def sample_handout(drawing: DrawingOf) -> Handout:
    """A runner's handout: four exercises, a fifth from week 5, six weeks, every section."""
    return Handout(
        language="en",
        title="Your right knee exercises",
        plan_id="K7Q4-M2XR",
        made_on=date(2026, 11, 23),
        footer=Footer(
            left="S.O.  ·  right knee  ·  plan K7Q4-M2XR",
            page="Page {page} of {pages}",
            right="Riverside Physiotherapy  020 7946 0123",
        ),
        sections=(_fridge(drawing), _cards(drawing), _weeks(), _running(), _understanding(), _note(), _diary()),
    )


def _pictures(drawing: DrawingOf, exercise: str, start: str, end: str, side: str) -> tuple[Picture, ...]:
    return (
        Picture(drawing(exercise, "start"), start, "Start", side),
        Picture(drawing(exercise, "end"), end, "Finish", side),
    )


def _all_pictures(drawing: DrawingOf) -> dict[str, tuple[Picture, ...]]:
    return {
        "lateral-step-down": _pictures(
            drawing,
            "lateral-step-down",
            "Stand tall on a low step on your right leg, with your left foot over the side.",
            "Bend your right knee until your left heel touches the floor beside the step.",
            "Right",
        ),
        "side-lying-hip-abduction": _pictures(
            drawing,
            "side-lying-hip-abduction",
            "Lie on your left side with your right leg straight on top.",
            "Lift your right leg, heel first, until your feet are about 50 cm apart.",
            "Right",
        ),
        "split-squat": _pictures(
            drawing,
            "split-squat",
            "Stand in a long stride with your right foot in front.",
            "Drop straight down until your back knee is just off the floor.",
            "Right",
        ),
        "heel-raise": _pictures(
            drawing,
            "heel-raise",
            "Stand with both feet flat and your fingertips on the wall.",
            "Rise up on the balls of both feet as high as you can.",
            "",
        ),
        "reverse-lunge": _pictures(
            drawing,
            "reverse-lunge",
            "Stand tall with your feet hip-wide apart.",
            "Step back with your left foot and bend both knees.",
            "Right",
        ),
    }


def _fridge(drawing: DrawingOf) -> Section:
    pictures = _all_pictures(drawing)
    return Section(
        id="fridge",
        title="Your right knee exercises",
        subtitle="Runner’s knee (patellofemoral pain). Stage 2 of 4: build.",
        bookmark="In short",
        blocks=(
            ClinicHeader(
                name="Riverside Physiotherapy",
                phone="020 7946 0123",
                booking=Link("https://example.org/book", "Scan to book or change a visit"),
            ),
            Facts(
                (
                    ("For", "Sam Okafor"),
                    ("Date", "23 November 2026"),
                    ("Physiotherapist", "Anna Lindqvist"),
                    ("Next visit", "15 December 2026"),
                )
            ),
            InShort(
                heading="In short",
                goal=phrase("**Your goal:** “Run 5 km with my friends, and walk down stairs without a thought.”"),
                numbers=(
                    KeyNumber("4", "exercises", "to do"),
                    KeyNumber("3", "days", "a week"),
                    KeyNumber("25", "minutes", "each time"),
                    KeyNumber("6", "weeks", "to 3 January"),
                ),
            ),
            Thumbnails(
                heading="Your four exercises",
                aside="The next pages show each one in full.",
                items=(
                    Thumbnail(1, "Side step-down", "3 sets of 6", "right leg on step", pictures["lateral-step-down"]),
                    Thumbnail(
                        2, "Side leg lift", "3 sets of 10", "right leg on top", pictures["side-lying-hip-abduction"]
                    ),
                    Thumbnail(3, "Split squat", "3 sets of 8", "right leg in front", pictures["split-squat"]),
                    Thumbnail(4, "Heel raise", "3 sets of 12", "both legs", pictures["heel-raise"]),
                ),
                lines=(phrase("**From week 5:** do Step-back lunge instead of Split squat."),),
            ),
            TrafficLight(
                heading="How much pain is all right?",
                aside="0 is no pain, 10 is the worst you can think of.",
                bands=(
                    PainBand("go", "0 to 2", "Green: carry on", "This much is fine."),
                    PainBand("care", "3 to 4", "Amber: take care", "Do not add more yet."),
                    PainBand("stop", "5 to 10", "Red: stop this one", "Leave it for today."),
                ),
                lines=(
                    phrase("**Next morning:** no worse than the day before? Carry on. If it is worse, do 1 set less."),
                    phrase("**When you run:** stay at 0 to 2."),
                ),
            ),
            GetHelp(
                heading="Stop and get help",
                rows=(
                    ("Call 999", ("Chest pain, or you are short of breath.",)),
                    ("A&E today", ("Hot, red, swollen knee.", "You cannot stand on the leg.")),
                    ("111 today", ("Your calf is swollen or sore.",)),
                    ("Call us", ("Your knee locks or gives way.", "Night pain gets worse.")),
                ),
            ),
            Callout("A note from Anna Lindqvist", phrase("Great effort today. Keep the step-downs slow.")),
        ),
    )


def _cards(drawing: DrawingOf) -> Section:
    pictures = _all_pictures(drawing)
    effort = "Stop with about 3 good ones left."

    def dose(sets: str, times: str, *small: DoseLine) -> DoseStrip:
        return DoseStrip((DoseLine(sets, "sets"), DoseLine(times, "times each")), small, effort)

    slow = DoseLine("3 s", "down, 1 s still, 3 s up")
    rest = DoseLine("60 s", "rest after each set")
    days = DoseLine("3", "days a week")
    return Section(
        id="cards",
        title="",
        subtitle="",
        bookmark="Your exercises",
        blocks=(
            ExerciseCard(
                number=1,
                name="Side step-down",
                medical_name="lateral step-down",
                side_label="Right leg on the step",
                why=phrase("**Why this one for you:** going down stairs hurts. This trains your thigh to lower you."),
                pictures=pictures["lateral-step-down"],
                dose=dose("3", "6", slow, rest, DoseLine("0 kg", "no weight"), days),
                steps=tuple(
                    map(
                        phrase,
                        (
                            "Stand on a low step on your right leg.",
                            "Let your left foot hang over the side.",
                            "Bend your right knee and lower your left heel slowly.",
                            "Touch the floor lightly. Do not put weight on it.",
                            "Push through your right foot to stand tall again.",
                        ),
                    )
                ),
                think_of=LabelledText("Think of", "Point your knee at your little toe."),
                watch_for=LabelledText("Watch for", "Your knee falling in. Keep it in line with your toes."),
                easier=LabelledText("Easier", "Hold a rail."),
                harder=LabelledText("Harder", "Hold a 2 kg bag."),
                film=Link("https://example.org/film", "Watch the film"),
            ),
            ExerciseCard(
                number=2,
                name="Side leg lift",
                medical_name="side-lying hip abduction",
                side_label="Right leg on top",
                why=phrase("**Why this one for you:** a strong hip keeps your knee steady when you run."),
                pictures=pictures["side-lying-hip-abduction"],
                dose=dose("3", "10", slow, rest, DoseLine("1 kg", "at the ankle"), days),
                steps=tuple(
                    map(
                        phrase,
                        (
                            "Lie on your left side. Bend your left knee.",
                            "Keep your right leg straight and just behind you.",
                            "Lift your right leg slowly, heel first.",
                            "Stop when your feet are 50 cm apart. Keep your hips still.",
                            "Lower your leg slowly.",
                        ),
                    )
                ),
                think_of=LabelledText("Think of", "Heel back, toes forward."),
                watch_for=LabelledText("Watch for", "Rolling back. Point your toes forward."),
                easier=LabelledText("Easier", "Bend your right knee."),
                harder=LabelledText("Harder", "Add 1 kg at the ankle."),
            ),
            ExerciseCard(
                number=3,
                name="Split squat",
                medical_name="",
                side_label="Right leg in front",
                why=phrase("**Why this one for you:** your front thigh is weaker than the other one."),
                pictures=pictures["split-squat"],
                dose=dose("3", "8", slow, rest, DoseLine("4 kg", "in your hands"), days),
                steps=tuple(
                    map(
                        phrase,
                        (
                            "Stand in a long stride, your right foot in front.",
                            "Keep most of your weight on your right heel.",
                            "Drop straight down and count to three.",
                            "Stop with your back knee just off the floor.",
                            "Push the floor away to stand up.",
                        ),
                    )
                ),
                think_of=LabelledText("Think of", "A lift going straight down."),
                watch_for=LabelledText("Watch for", "Your front knee falling in."),
                easier=LabelledText("Easier", "Go half as deep."),
                harder=LabelledText("Harder", "Hold the low place for 2 seconds."),
                notes=(phrase("Breathe out as you push up."),),
            ),
            ExerciseCard(
                number=4,
                name="Heel raise",
                medical_name="",
                side_label="Both legs",
                why=phrase("**Why this one for you:** a strong calf takes load off your knee."),
                pictures=pictures["heel-raise"],
                dose=DoseStrip(
                    (DoseLine("5", "holds"), DoseLine("30", "seconds each")),
                    (
                        DoseLine("120 s", "rest after each hold"),
                        DoseLine("Light", "band"),
                        DoseLine("3", "days a week"),
                        DoseLine("2", "times a day"),
                    ),
                    "It should feel like 5 out of 10 effort.",
                ),
                steps=tuple(
                    map(
                        phrase,
                        (
                            "Stand with both feet flat. Touch the wall.",
                            "Rise up on the balls of both feet.",
                            "Stay up for the whole hold. Keep breathing.",
                            "Lower both heels slowly.",
                        ),
                    )
                ),
                think_of=LabelledText("Think of", "Grow tall."),
                watch_for=LabelledText("Watch for", "Rolling onto your little toes."),
                easier=LabelledText("Easier", "Lean more on the wall."),
                harder=LabelledText("Harder", "Take your hands off the wall."),
            ),
            ExerciseCard(
                number=5,
                name="Step-back lunge",
                medical_name="reverse lunge",
                side_label="Right leg in front",
                why=phrase("**Why this one for you:** it is the next step after the split squat."),
                pictures=pictures["reverse-lunge"],
                dose=dose("3", "8", slow, rest, DoseLine("0 kg", "no weight"), days),
                steps=tuple(
                    map(
                        phrase,
                        (
                            "Stand tall with your feet hip-wide apart, your hands resting lightly on your hips.",
                            "Take one long step straight back with your left foot, and land on the ball of it.",
                            "Bend both knees until your left knee is just off the floor beside your right heel.",
                            "Keep most of your weight on your right heel, and keep your chest up all the time.",
                            "Push through your right foot to bring your left foot back to where it started from.",
                        ),
                    )
                ),
                think_of=LabelledText("Think of", "Sit between your heels."),
                watch_for=LabelledText("Watch for", "Pushing off your back foot."),
                easier=LabelledText("Easier", "Hold on to a worktop, and take a shorter step back than before."),
                harder=LabelledText("Harder", "Hold a bag of shopping in each hand, or go a little slower."),
                starts="From week 5, instead of Split squat",
            ),
        ),
    )


def _weeks() -> Section:
    dates = ("23 Nov", "30 Nov", "7 Dec", "14 Dec", "21 Dec", "28 Dec")

    def row(number: int, name: str, *cells: str) -> WeekRow:
        def cell(text: str) -> WeekCell:
            dose, _, load = text.partition("|")
            return WeekCell(dose.rstrip("+"), load, changed=dose.endswith("+"))

        return WeekRow(number, name, tuple(map(cell, cells)))

    return Section(
        id="weeks",
        title="Your six weeks",
        subtitle="",
        bookmark="Your weeks",
        blocks=(
            Paragraph(
                phrase("Do the numbers for your week. 3 × 10 means 3 sets of 10. 5 × 30 s means 5 holds of 30 seconds.")
            ),
            WeekTable(
                heading="",
                week_label="Week",
                date_label="starting Monday",
                weeks=tuple(
                    WeekColumn(str(i + 1), day, easy=i == 3, note="easy week" if i == 3 else "")
                    for i, day in enumerate(dates)
                ),
                rows=(
                    row(1, "Side step-down", "3 × 6", "3 × 7+", "3 × 7", "2 × 7", "3 × 8+", "3 × 8"),
                    row(
                        2,
                        "Side leg lift",
                        "3 × 10|1 kg",
                        "3 × 10|1 kg",
                        "3 × 11+|1 kg",
                        "2 × 11|1 kg",
                        "3 × 11|1 kg",
                        "3 × 12+|1 kg",
                    ),
                    row(3, "Split squat", "3 × 8|4 kg", "3 × 8|4 kg", "3 × 8|4 kg", "2 × 8|4 kg", "", ""),
                    row(
                        4,
                        "Heel raise",
                        "5 × 30 s|light band",
                        "5 × 30 s|light band",
                        "5 × 30 s|light band",
                        "4 × 30 s|light band",
                        "5 × 30 s|light band",
                        "5 × 30 s|light band",
                    ),
                    row(5, "Step-back lunge", "", "", "", "", "3 × 8+", "3 × 8"),
                ),
                total_label=("All together", "times in one day"),
                totals=(77, 80, 83, 56, 86, 89),
            ),
            Paragraph(
                phrase(
                    "**Week 4 is easy on purpose.** Easy weeks are a habit of coaches. It is not proven that they help."
                )
            ),
            IfThenTable(
                heading="When to step up, stay or step down",
                condition_label="If",
                action_label="Then",
                rows=(
                    IfThen(
                        "go",
                        "Step up",
                        phrase("Twice in a row: pain **0 to 2**, no worse next morning, about 3 good ones left."),
                        phrase("Go on to the next week’s numbers."),
                    ),
                    IfThen(
                        "care",
                        "Stay",
                        phrase("Pain was **3 to 4**, and next morning was no worse."),
                        phrase("Use the same numbers again next time."),
                    ),
                    IfThen(
                        "stop",
                        "Step down",
                        phrase("Pain was **5 or more**, or your knee was worse for over a day."),
                        phrase("Stop that one today. Then use last week’s numbers."),
                    ),
                ),
                lines=(
                    phrase("**Missed a week?** Do one set less of each for one week."),
                    phrase("**Missed three weeks?** Call us before you start again."),
                ),
            ),
            Callout(
                heading="If it flares up",
                meaning=phrase("More pain for over a day is a flare. Flares are common. They do not mean harm."),
                actions=(
                    phrase("**For 2 days** skip exercises 1, 3 and 5. Walk on the flat."),
                    phrase("**Keep on** with exercises 2 and 4. Do one set less of each."),
                    phrase("**Run less** for a week. Go back one line in your running table."),
                    phrase("**Mornings normal again?** Use last week’s numbers."),
                    phrase("**Not settled in 7 days?** Call 020 7946 0123."),
                ),
            ),
        ),
    )


def _running() -> Section:
    def row(*cells: str) -> tuple[Phrase, ...]:
        return tuple(map(phrase, cells))

    return Section(
        id="running",
        title="Back to running",
        subtitle="",
        bookmark="Back to running",
        blocks=(
            Paragraph(phrase("Walk, then run, and do it again. Rest from running for a day after each session.")),
            Table(
                caption="Your walks and runs",
                header=("Week", "Session", "Walk", "Run", "Rounds", "Minutes in all", "No further than"),
                rows=(
                    row("1", "1 and 2", "4 min", "1 min", "4", "30 min", "4.4 km"),
                    row("1", "3", "3 min", "2 min", "4", "30 min", "4.4 km"),
                    row("2", "1", "3 min", "2 min", "4", "30 min", "4.4 km"),
                    row("2", "2 and 3", "3 min", "2 min", "6", "40 min", "4.4 km"),
                    row("3", "1 to 3", "2 min", "3 min", "6", "40 min", "4.4 km"),
                    row("4", "1 to 3", "2 min", "4 min", "5", "40 min", "4.4 km"),
                    row("5", "1 to 3", "1 min", "4 min", "6", "40 min", "4.4 km"),
                    row("6", "1 to 3", "none", "30 min", "1", "40 min", "4.4 km"),
                ),
            ),
            Paragraph(phrase("**Warm up:** walk fast for 5 minutes first, and for 5 minutes at the end.")),
            IfThenTable(
                heading="When to move on",
                condition_label="If",
                action_label="Then",
                rows=(
                    IfThen(
                        "go",
                        "Move on",
                        phrase("2 runs in a row: pain **0 to 2**, no worse next morning."),
                        phrase("Go on to the next line."),
                    ),
                    IfThen(
                        "stop",
                        "Go back",
                        phrase("Pain was **3 or more**, or you were worse next morning."),
                        phrase("Walk home. Next time, go back one line."),
                    ),
                ),
            ),
            Heading("Your longest run"),
            Paragraph(phrase("Your longest run in the last 30 days was 4 km. Run no further than 4.4 km in one go.")),
            Heading("Shorter, quicker steps"),
            Paragraph(phrase("You take 162 steps a minute. Try **170 to 178**. Use a free metronome on a phone.")),
            BulletList((phrase("Run on flat ground first."), phrase("Add hills last, and downhill last of all."))),
        ),
    )


def _understanding() -> Section:
    return Section(
        id="understanding",
        title="Understanding your knee",
        subtitle="",
        bookmark="Understanding it",
        blocks=(
            Heading("What is it?"),
            Paragraph(
                phrase("The pain comes from around or behind your kneecap. Your knee did more than it is used to.")
            ),
            Heading("How long does it take?"),
            Paragraph(phrase("Half of runners were free of pain after about 7 weeks. Some people need many months.")),
            Paragraph(phrase("The evidence for this is not strong yet.")),
            Heading("What helps?"),
            BulletList((phrase("Keep moving."), phrase("Do your exercises."), phrase("Add load a little at a time."))),
            Table(
                caption="True or not?",
                header=("People often say", "What we know"),
                rows=(
                    (phrase("Running ruins your knees."), phrase("Running for fun is not linked to more arthritis.")),
                    (phrase("You must rest completely."), phrase("Most people can keep some running.")),
                    (phrase("Clicking is harmful."), phrase("Clicks without pain are common.")),
                ),
            ),
            Callout("Because of your health", phrase("Breathe out when you push. Never hold your breath.")),
            Heading("When to come back"),
            BulletList(
                (
                    phrase("You are no better after 6 weeks."),
                    phrase("You have been getting worse for 2 weeks."),
                )
            ),
            Heading("Your score"),
            Paragraph(
                phrase(
                    "Your AKPS score on 20 November 2026 was 71 of 100. Higher is better. "
                    "A change of 10 or more often matters."
                )
            ),
        ),
    )


def _note() -> Section:
    paragraph = (
        "You did very well today. The pain on the stairs is less than it was, and you can squat deeper. "
        "Keep the step-downs slow, and look at your knee in a mirror. If work is busy, do the first two only. "
    )
    return Section(
        id="note",
        title="A note from Anna Lindqvist",
        subtitle="",
        bookmark="A note",
        blocks=tuple(Paragraph(phrase(paragraph * 2)) for _ in range(4)),
    )


def _diary() -> Section:
    return Section(
        id="diary",
        title="Your diary",
        subtitle="Bring this page to your next visit.",
        bookmark="Your diary",
        blocks=(
            Paragraph(phrase("Tick what you did. Write your pain from 0 (none) to 10 (the worst).")),
            Diary(
                weeks=("Week 1, from 23 November", "Week 2, from 30 November"),
                days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
                rows=(
                    DiaryRow("1  Side step-down", "tick"),
                    DiaryRow("2  Side leg lift", "tick"),
                    DiaryRow("3  Split squat", "tick"),
                    DiaryRow("4  Heel raise", "tick"),
                    DiaryRow("Run", "tick"),
                    DiaryRow("Pain while exercising", "number"),
                    DiaryRow("Pain next morning", "number"),
                ),
                questions_label="My questions",
                question_lines=3,
            ),
        ),
    )
