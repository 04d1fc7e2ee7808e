"""The handout as plain text: the whole tree, in order, in 78 columns."""

from __future__ import annotations

from handout_fixture import composed, draw, planned, profile, referral
from sample_handout import sample_handout

from hepgen.render.text import render_text

COLUMNS = 78

REFERRAL = """\
Riverside Physiotherapy  020 7946 0123
Scan to book or change a visit: https://example.org/book

What to do now
==============
About your right knee

For:              Sam Okafor
Date:             23 November 2026
Physiotherapist:  Anna Lindqvist

Do this first
-------------
The emergency department

This needs to be looked at before you do any exercises. Please do not wait.

What we found
-------------
Sign                 How soon  Where to go
-------------------  --------  ------------------------
A hot, swollen knee  Today     The emergency department

What to do now
--------------
Show this page to the people who see you next.
1. Do not eat or drink until you have been seen.
2. Do no exercises for your knee, and do not run, until you have been seen.
3. Take this page with you, and a list of your medicines.
4. Questions? Call us on 020 7946 0123.

Stop and get help
-----------------
Call 999   Chest pain, or you are short of breath.
A&E today  Hot, swollen knee. You cannot stand or lift the leg.
111 today  Your calf is swollen or sore. Your knee is stuck.
Call us    Your knee gives way. Night pain gets worse.

------------------------------------------------------------------------------
S.O.  ·  right knee  ·  plan K7Q4-M2XR
Riverside Physiotherapy  020 7946 0123
"""


def test_a_referral_page() -> None:
    assert render_text(composed(referral())) == REFERRAL


def test_no_line_is_longer_than_the_columns_or_ends_in_a_blank() -> None:
    for handout in (composed(), sample_handout(draw), composed(referral("hold"))):
        for line in render_text(handout).splitlines():
            assert len(line) <= COLUMNS, line
            assert line == line.rstrip()


def test_a_word_longer_than_a_line_is_not_broken() -> None:
    word = "x" * 100
    assert word in render_text(composed(profile=profile(plan={"note": word})))


def test_the_titles_come_in_the_order_of_the_sections() -> None:
    handout = sample_handout(draw)
    told = render_text(handout)
    titles = [section.title for section in handout.sections if section.title]
    places = [told.index(f"{title}\n{'=' * len(title)}") for title in titles]
    assert places == sorted(places)


def test_the_week_table_keeps_its_columns_in_line() -> None:
    lines = render_text(composed(exercises=(planned("step-down"),))).splitlines()
    header = next(line for line in lines if line.startswith("Week "))
    row = next(line for line in lines if line.startswith("1. Side step-down") and "×" in line)
    assert [header.index(f"  {week}") for week in range(1, 7)] == [
        place for place in range(len(row)) if row.startswith(("  3 ×", "  2 ×"), place)
    ]


def test_the_diary_has_a_box_for_each_day() -> None:
    lines = render_text(composed()).splitlines()
    assert sum(line.count("[ ]") for line in lines) == 2 * 4 * 7
    assert sum(line.count("___  ___") > 0 for line in lines) == 2 * 2


def test_spaces_that_hold_a_number_to_its_unit_become_plain_ones() -> None:
    told = render_text(composed())
    assert "5 holds of 30 s" in told
    assert "\u00a0" not in told
