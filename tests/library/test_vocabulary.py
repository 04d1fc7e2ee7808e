"""The identifiers that profiles, packs and other programs rely on are all there, and none was renamed."""

import pytest

from hepgen.packs.content import open_content

LIBRARY = open_content().library

PROMISED = {
    "findings": """
        quadriceps-weakness hip-abductor-weakness hip-external-rotator-weakness hip-extensor-weakness calf-weakness
        hamstring-weakness trunk-weakness dynamic-knee-valgus contralateral-pelvic-drop balance-deficit
        ankle-dorsiflexion-deficit hip-rotation-deficit hip-extension-deficit quadriceps-tightness hamstring-tightness
        calf-tightness foot-pronation overstriding low-step-rate
    """,
    "red-flags": """
        hot-swollen-joint fracture-suspected extensor-mechanism-rupture neurovascular-compromise
        deep-vein-thrombosis-suspected pulmonary-embolism-suspected tumour-suspected locked-knee rapid-effusion
        instability-after-trauma slipped-epiphysis-suspected perthes-suspected unwell-child
        inflammatory-arthritis-suspected bone-stress-injury-suspected cauda-equina-suspected radiculopathy-suspected
    """,
    "conditions": """
        hypertension-controlled hypertension-uncontrolled unstable-cardiac osteoporosis fragility-fracture
        total-hip-replacement-posterior total-hip-replacement-anterior total-hip-replacement-lateral knee-replacement
        recent-knee-surgery hypermobility falls-risk neuropathy bleeding-disorder pregnancy-complication
        postnatal-under-12-weeks achilles-or-calf-history osgood-schlatter
    """,
    "medication": "fluoroquinolone anticoagulant corticosteroid",
    "equipment": """
        chair step resistance-band dumbbell backpack foam-roller decline-board wall mat towel strap bench barbell
        leg-press leg-extension treadmill exercise-bike cushion
    """,
    "positions": """
        standing sitting long-sitting supine prone side-lying kneeling half-kneeling quadruped gait
    """,
    "roles": "knee hip second-hip tendon second-tendon single-leg support jump fitness mobility drills",
    "kinds": "isometric strength control balance plyometric mobility running cardio",
    "tags": """
        supine prone side-lying kneeling quadruped floor impact single-leg-balance isometric-long heavy valsalva
        knee-deep-flexion knee-flexion-over-60 hip-flexion-over-90 hip-adduction hip-internal-rotation
        hip-extension-external-rotation hip-abduction-active spinal-flexion-loaded end-range-hold
        foam-roller-pressure tendon-heavy
    """,
}
"""Kind of the vocabulary → identifiers. More may be added; none of these is renamed."""

FOUR_STAGES = ["calm", "build", "strengthen", "return"]
TENDON_STAGES = ["isometric", "isotonic", "energy-storage", "return"]
STAGES = {
    "patellofemoral-pain": FOUR_STAGES,
    "iliotibial-band-syndrome": FOUR_STAGES,
    "patellar-tendinopathy": TENDON_STAGES,
    "quadriceps-tendinopathy": TENDON_STAGES,
    "knee-running-overload": FOUR_STAGES,
}

EXERCISES = """
    glute-bridge clamshell side-lying-hip-abduction straight-leg-raise mini-squat wall-sit goblet-squat-heels-raised
    split-squat step-up step-down lateral-step-down single-leg-heel-raise banded-side-step
    half-kneeling-hip-flexor-stretch
"""


@pytest.mark.parametrize("kind", PROMISED)
def test_every_promised_identifier_is_there(kind: str) -> None:
    assert [id_ for id_ in PROMISED[kind].split() if id_ not in LIBRARY.vocabulary[kind]] == []


def test_every_promised_exercise_is_there() -> None:
    assert [id_ for id_ in EXERCISES.split() if id_ not in LIBRARY.exercises] == []


@pytest.mark.parametrize("condition", LIBRARY.conditions)
def test_a_condition_has_its_promised_stages(condition: str) -> None:
    assert [stage.id for stage in LIBRARY.conditions[condition].stages] == STAGES[condition]


@pytest.mark.parametrize("exercise_id", LIBRARY.exercises)
def test_an_exercise_uses_the_words_of_the_vocabulary(exercise_id: str) -> None:
    exercise, words = LIBRARY.exercises[exercise_id], LIBRARY.vocabulary
    used = {
        "kinds": {exercise.kind},
        "positions": {exercise.position},
        "tags": {*exercise.tags},
        "equipment": {*exercise.equipment, *exercise.household},
        "findings": {*exercise.trains},
        "muscles": {*exercise.muscles},
        "regions": {exercise.region},
    }
    assert {kind: ids - set(words[kind]) for kind, ids in used.items() if ids - set(words[kind])} == {}


@pytest.mark.parametrize("exercise_id", LIBRARY.exercises)
def test_an_exercise_says_its_position_as_a_tag_where_there_is_one(exercise_id: str) -> None:
    exercise = LIBRARY.exercises[exercise_id]
    if exercise.position in LIBRARY.vocabulary["tags"]:
        assert exercise.position in exercise.tags


def test_screening_rules_forbid_tags_of_the_vocabulary() -> None:
    forbidden = {tag for rule in LIBRARY.screening for tag in rule.forbid_tags}
    assert forbidden <= set(LIBRARY.vocabulary["tags"])
