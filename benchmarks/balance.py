"""Compute a province and plan for a county: `python -m benchmarks.balance [--schools 3000] [--planned 300]`.

Prints the table of docs/reference/balance.md.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from banheng.balance.loading import load_regime, load_standard
from banheng.balance.planning.plan import make_plan
from banheng.balance.planning.task import Price, Prices, tasks_of
from banheng.balance.schools import Level
from banheng.balance.splitting import units_of
from banheng.balance.verdict import Place, by_place, coefficients_of, judge
from banheng.spreadsheets.balance_file import Wanted, read_schools

SEED = 20260901
SCHOOLS_OF_A_COUNTY = 30
SPREAD = 0.55
"""Of what schools have, by the standard deviation of its logarithm: most indicators start above their limit."""

EACH = {
    "above_std_teachers": 0.045,
    "backbone_teachers": 0.011,
    "pe_art_teachers": 0.0095,
    "teaching_area_m2": 4.8,
    "sports_area_m2": 8.0,
    "equipment_yuan": 2200.0,
    "multimedia_rooms": 0.025,
}
"""What a pupil has on average."""

BY_LEVEL = ("above_std_teachers", "backbone_teachers", "pe_art_teachers")
STUDENTS = ("primary_students", "junior_students", "senior_students")
SHARES = {"primary": (1.0, 0.0), "junior": (0.0, 1.0), "nine_year": (0.6, 0.4)}

PRICES = Prices(
    {
        "above_std_qualification_per_100": Price(8_000_000, move_fen=500_000, movable=5),
        "backbone_teachers_per_100": Price(3_000_000, move_fen=500_000, movable=3),
        "pe_art_teachers_per_100": Price(8_000_000, move_fen=500_000, movable=2),
        "teaching_area": Price(15_000_000, Fraction(60)),
        "sports_area": Price(30_000),
        "equipment_value": Price(100_000, Fraction(1000)),
        "multimedia_rooms_per_100": Price(4_000_000),
    },
    {},
    {},
)
"""Thousands of yuan for a teacher a year, a classroom of 60 square metres, a square metre of playground."""


def write_province(path: Path, schools: int) -> None:
    """Draw schools: six in ten are primary, three junior, one has nine years."""
    chance = random.Random(SEED)
    by_level = [f"{stock}_{level}" for stock in BY_LEVEL for level in ("primary", "junior")]
    whole = [stock for stock in EACH if stock not in BY_LEVEL]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["county", "school", "type", *STUDENTS, *by_level, *whole])
        writer.writeheader()
        for number in range(schools):
            kind = chance.choices(list(SHARES), (6, 3, 1))[0]
            everybody = chance.randint(60, 1900)
            primary, junior = (round(everybody * share) for share in SHARES[kind])
            row: dict[str, object] = {
                "county": f"县{number // SCHOOLS_OF_A_COUNTY + 1}",
                "school": f"学校{number + 1}",
                "type": kind,
                **dict(zip(STUDENTS, (primary, junior, 0), strict=True)),
            }
            for column in [*by_level, *whole]:
                stock, _, level = column.rpartition("_") if column in by_level else (column, "", "")
                pupils = {"primary": primary, "junior": junior}.get(level, primary + junior)
                row[column] = round(pupils * EACH[stock] * chance.lognormvariate(0, SPREAD))
            writer.writerow(row)


def measure(schools: int, planned: int) -> list[tuple[str, str, str]]:
    regime, standard = load_regime("2017"), load_standard("2017")
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "province.csv"
        write_province(path, schools)
        began = time.monotonic()
        read = read_schools(path, Wanted(regime.stocks()))
        reading = time.monotonic() - began
    began = time.monotonic()
    weights = regime.weights.by_level()
    units = [unit for school in read.schools for unit in units_of(school, weights, regime.stocks())]
    places = by_place(regime, units)
    verdicts = [judge(regime, place, coefficients_of(regime, found)) for place, found in places.items()]
    computing = time.monotonic() - began
    passing = sum(verdict.passes for verdict in verdicts)
    lines += [
        (f"Read {schools:,} schools from CSV", f"{reading:.2f} s", ""),
        (f"Split and judge them, {len(places)} verdicts", f"{computing:.2f} s", f"{passing} pass"),
    ]
    began = time.monotonic()
    for level in (Level.PRIMARY, Level.JUNIOR):
        coefficients_of(regime, [unit for unit in units if unit.level is level])
    lines.append(("The whole province as one county", f"{time.monotonic() - began:.2f} s", ""))
    county = [unit for unit in units if unit.level is Level.PRIMARY][:planned]
    for wanted, name in ((None, "coefficients only"), (standard, "coefficients and every school")):
        began = time.monotonic()
        tasks = tasks_of(regime, {Place("", Level.PRIMARY): county}, PRICES, wanted)
        plan = make_plan(tasks, PRICES, wanted)
        took = time.monotonic() - began
        gap = "" if plan.gap is None else f", at most {float(plan.gap):.2%} above the bound"
        lines.append((f"Plan for {len(county)} schools × 7: {name}", f"{took:.2f} s", f"{plan.outcome}{gap}"))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.balance", description=__doc__)
    parser.add_argument("--schools", type=int, default=3000, help="schools of the province")
    parser.add_argument("--planned", type=int, default=300, help="schools of the county that is planned for")
    options = parser.parse_args()
    print("| What | Time | Result |\n| --- | ---: | --- |")
    for line in measure(options.schools, options.planned):
        print(f"| {' | '.join(line)} |")


if __name__ == "__main__":
    main()
