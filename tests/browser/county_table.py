"""The statistics table of the demo county for a new year, as its office would have it: last year's figures."""

from __future__ import annotations

import csv
import json
import sqlite3
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

FIGURES = (
    "above_std_teachers",
    "backbone_teachers",
    "pe_art_teachers",
    "teaching_area_m2",
    "sports_area_m2",
    "equipment_yuan",
    "multimedia_rooms",
)
HEADER = (
    "school",
    "type",
    "runner",
    "area",
    "town",
    *(f"{level}_students" for level in ("primary", "junior", "senior")),
    *FIGURES,
    *(f"{figure}_{level}" for figure in FIGURES[:3] for level in ("primary", "junior", "senior")),
    "gymnasium_m2",
)
WEIGHTS = {"primary": Fraction(1), "junior": Fraction(11, 10), "senior": Fraction(132, 100)}
LIKE_A_PRIMARY = {"primary", "nine_year", "twelve_year", "teaching_point"}


def newest_figures(database, year):
    """Read what each school of the county has filed last before a year, by its name."""
    query = """
        SELECT school.name, filing.cells FROM collecting_filing AS filing
        JOIN schools_school AS school ON school.id = filing.school_id
        JOIN collecting_collection AS collection ON collection.id = filing.collection_id
        WHERE collection.year < ? ORDER BY collection.year
    """
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    rows = [(name, json.loads(cells)) for name, cells in connection.execute(query, [year])]
    connection.close()
    return {
        name: {column: cells.get(column, "") for column in HEADER[1:]} | {"gymnasium_m2": "0"}
        for name, cells in rows
        if "sports_area_m2" in cells
    }


def write_table(path, schools):
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, HEADER)
        table.writeheader()
        table.writerows({"school": name, **cells} for name, cells in schools.items())


def variation_of_sports_grounds(schools):
    """Compute, apart from the site, how unevenly the primary schools are off, as its pages write it."""
    pairs = []
    for cells in schools:
        students = {level: int(cells[f"{level}_students"] or 0) for level in WEIGHTS}
        is_small_point = cells["type"] == "teaching_point" and sum(students.values()) < 50
        if cells["type"] in LIKE_A_PRIMARY and not is_small_point:
            weight = sum(WEIGHTS[level] * number for level, number in students.items())
            pairs.append((students["primary"], Fraction(cells["sports_area_m2"]) / weight))
    pupils = sum(number for number, _ in pairs)
    mean = sum(number * each for number, each in pairs) / pupils
    variance = sum(number * (each - mean) ** 2 for number, each in pairs) / pupils
    square = variance / mean**2
    root = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
    return str(root.quantize(Decimal("0.001"), ROUND_HALF_UP))
