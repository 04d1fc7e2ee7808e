"""The clinician's page: decisions with rule and source, every dose with its scheme, CERT's items answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from handout_fixture import dosage, draw, english, library, plan, planned, profile, referral, template

from hepgen.handout.blocks import Facts, Handout, Paragraph, Table
from hepgen.handout.compose import compose
from hepgen.handout.text import Texts
from hepgen.model.library import Source, Term
from hepgen.model.plan import Decision, Load, Plan, ScreeningAction, ScreeningRecord

NBSP = "\u00a0"
LIBRARY = replace(
    library(),
    sources={"Barton15": Source(key="Barton15", citation="Barton 2015.", found_at="BJSM", verified="primary")},
    vocabulary=library().vocabulary
    | {
        "findings": {"weak-hip": Term(id="weak-hip", name="Weak hip", plain="your hip is weak")},
        "equipment": {"step": Term(id="step", name="Step", plain="a step")},
    },
)


def decision(exercise: str, verdict: Any, because: str, rule: str = "equipment") -> Decision:
    return Decision(exercise=exercise, verdict=verdict, rule=rule, because=because, source="Barton15")


def page(made: Plan) -> Handout:
    return compose(made, LIBRARY, Texts(english(), "en"), template("clinician"), draw)


def tables(made: Plan, section: str) -> dict[str, list[list[str]]]:
    """Caption → rows as plain text."""
    (found,) = (one for one in page(made).sections if one.id == section)
    return {
        block.caption: [
            ["".join(span.text for span in cell).replace("\u00a0", " ") for cell in row] for row in block.rows
        ]
        for block in found.blocks
        if isinstance(block, Table)
    }


def test_it_tells_whose_plan_it_is_and_what_it_was_made_from() -> None:
    made = plan(profile=profile(clinician={"name": "Anna Lindqvist", "registration": "HCPC PH000000"}))
    (record,) = (one for one in page(made).sections if one.id == "record")
    (facts,) = (block for block in record.blocks if isinstance(block, Facts))
    pairs = dict(facts.pairs)
    assert pairs["Physiotherapist"] == "Anna Lindqvist and HCPC PH000000"
    assert pairs["Working hypothesis"] == "patellofemoral pain, right knee"
    assert pairs["Pain caps"] == "exercise 4, running 2"
    assert pairs["Plan"] == "K7Q4-M2XR"


def test_every_dose_has_its_scheme_and_its_support() -> None:
    made = plan((planned("step-down"), planned("lunge", from_week=3, dosage=dosage(load=Load(kind="kg", kg=4)))))
    first, second = tables(made, "record")["Programme"]
    assert first == [
        "1  Clinical side step-down",
        "3 sets of 8, 3 × a week, rest 60 s. Tempo 3-1-3. Stop with about 3 good ones left.",
        "strength",
        "moderate [Barton15]",
    ]
    assert second[0].endswith("(from week 3)")
    assert "4 kg" in second[1]


def test_what_steps_up_is_told_week_by_week() -> None:
    made = plan((planned("step-down"),))
    week = made.schedule[1]
    stepped = week.model_copy(
        update={"exercises": (week.exercises[0].model_copy(update={"reps": 9, "changed": "reps"}),)}
    )
    made = made.model_copy(update={"schedule": (made.schedule[0], stepped, *made.schedule[2:])})
    assert tables(made, "record")["What steps up, and when"] == [
        ["2", "Clinical side step-down", "repetitions", "3 sets of 9"]
    ]


def test_equal_reasons_share_a_line_and_every_decision_is_there() -> None:
    decisions = (
        decision("", "chosen", "Stage known.", "stage"),
        decision("step-down", "chosen", "Fills the role.", "role:knee"),
        decision("lunge", "rejected", "Needs a step."),
        decision("wall-sit", "rejected", "Needs a step."),
    )
    found = tables(plan((planned("step-down"),), decisions=decisions), "reasons")
    assert found["The plan as a whole"] == [["Plan", "Stage known.", "stage", "Barton15"]]
    assert found["Chosen"] == [["Clinical side step-down", "Fills the role.", "role:knee", "Barton15"]]
    assert found["Not given"] == [
        ["Clinical step-back lunge and Clinical wall sit", "Needs a step.", "equipment", "Barton15"]
    ]


def test_an_overridden_hold_names_who_and_why() -> None:
    action = ScreeningAction.model_validate(
        {
            "rule": "neuropathy",
            "action": "hold",
            "because": "Reduced sensation.",
            "source": "GK",
            "found": "less feeling in your feet",
            "override": {"rule": "neuropathy", "by": "Sam Taylor", "reason": "Feels touch well enough."},
        }
    )
    made = plan((planned("step-down"),), screening=ScreeningRecord(actions=(action,)))
    (record,) = (one for one in page(made).sections if one.id == "record")
    told = ["".join(span.text for span in block.phrase) for block in record.blocks if isinstance(block, Paragraph)]
    assert "Hold overridden: less feeling in your feet. Sam Taylor: Feels touch well enough." in told
    assert tables(made, "record")["Screening"] == [["less feeling in your feet", "hold", "Reduced sensation.", "GK"]]


def test_all_sixteen_items_of_cert_are_answered() -> None:
    asked = profile(problem={"condition": "sore-knee", "side": "right", "worst_pain": 5.0, "findings": ("weak-hip",)})
    rows = tables(plan((planned("step-down"),), profile=asked), "reporting")[""]
    numbers = [item.split(" ", 1)[0] for item, _ in rows]
    assert numbers == [*"123456", "7a", "7b", *"8", "9", "10", "11", "12", "13", "14a", "14b", "15", "16a", "16b"]
    assert all(answer for _, answer in rows)
    assert "findings: Weak hip." in dict(rows)["14b How tailored"]


def test_the_sources_say_what_was_read() -> None:
    assert tables(plan((planned("step-down"),)), "reporting")["Sources"] == [
        ["Barton15", "Barton 2015.", "abstract or table"]
    ]


@pytest.mark.parametrize("outcome", ["referral", "hold"])
def test_a_referral_has_a_page_for_the_record_too(outcome: str) -> None:
    made = referral(outcome)
    assert [one.id for one in page(made).sections] == ["record"]
    assert tables(made, "record")["Screening"][0][0] == "a hot, swollen knee"
