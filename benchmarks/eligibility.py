"""Answer the rules of a county for all its teachers: `python -m benchmarks.eligibility [--people 5000]`.

Prints what the machine needs for each pack of the library, explanations included, and words for all of them.
"""

from __future__ import annotations

import argparse
import time
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from banheng.core.wording import Language
from banheng.eligibility.evaluating import evaluate_all
from banheng.eligibility.facts import About, Person
from banheng.eligibility.loading import RulesInForce, list_packs, load_pack, pack_path
from banheng.eligibility.saying import say_answer

SEED = 20260901
AT = date(2026, 9, 1)
FIRST, DAYS = date(2012, 9, 1), 5113
TRAINING = (
    "centralised",
    "pre_service",
    "study_class",
    "county_unified",
    "post_training",
    "enterprise_practice",
)

HEADER = """\
| Pack | Rules | Answers | Answered, s | In words, s |
| --- | ---: | ---: | ---: | ---: |"""


def day(chance: np.random.Generator) -> date:
    return FIRST + timedelta(days=int(chance.integers(DAYS)))


def teacher(number: int, chance: np.random.Generator) -> Person:
    """Draw a teacher with a history of fourteen years; one section in ten is not recorded."""
    since = sorted(day(chance) for _ in range(int(chance.integers(1, 5))))
    facts = {
        "certificates": [{"since": day(chance)}] if chance.random() < 0.8 else [],
        "honours": [
            {"honour": "excellent_homeroom_teacher", "level": "school", "on": day(chance)}
            for _ in range(int(chance.integers(3)))
        ],
        "titles": [{"title": "pupils_satisfied_teacher", "since": day(chance)}],
        "training": [
            {
                "training": str(chance.choice(TRAINING)),
                "on": day(chance),
                "level": "county",
                "hours": int(chance.integers(1, 12)),
                "weeks": 1,
                "months": 1,
                "passed": bool(chance.random() < 0.9),
            }
            for _ in range(12)
        ],
        "pairs": [{"side": "mentee", "since": since[0], "other_post": "homeroom_teacher"}],
        "results": [{"year": year, "failed": bool(chance.random() < 0.1)} for year in range(2016, 2027)],
        "incidents": [],
    }
    known = {section: fact for section, fact in facts.items() if chance.random() < 0.9}
    return Person.model_validate(
        {
            "name": f"t{number:05}",
            "stage": "junior",
            "teaching_since": since[0],
            "qualifications": [{"stage": "senior", "since": since[0]}],
            "posts": [{"since": first, "until": last} for first, last in pairwise(since)]
            + [{"since": since[-1]}],
            "confirmed": {"ethics": True, "organisation": True, "applied": AT},
            "figures": {"weekly_lessons": 12, "average_lessons_all": 11, "monthly_allowance": 400},
            **known,
        }
    )


def in_force(code: str) -> RulesInForce:
    """Put a pack in force with the first option of every setting that has none chosen."""
    file = load_pack(pack_path(code))
    return file.in_force(
        {setting.code: setting.codes[0] for setting in file.pack.settings if setting.chosen is None}
    )


def row(code: str, people: list[Person]) -> str:
    rules = in_force(code)
    began = time.perf_counter()
    answers = evaluate_all(rules, people, AT)
    answered = time.perf_counter()
    for answer in answers:
        say_answer(answer, Language.ZH_HANS)
    said = time.perf_counter()
    asked = sum(rule.about is About.PERSON for rule in rules.rules)
    cells = [
        f"`{code}`",
        str(asked),
        f"{len(answers):,}",
        f"{answered - began:.2f}",
        f"{said - answered:.2f}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.eligibility", description=__doc__)
    parser.add_argument("--people", type=int, default=5000)
    options = parser.parse_args()
    chance = np.random.default_rng(SEED)
    people = [teacher(number, chance) for number in range(options.people)]
    print(HEADER)
    for code in list_packs():
        print(row(code, people), flush=True)
    print(f"{options.people} people")


if __name__ == "__main__":
    main()
