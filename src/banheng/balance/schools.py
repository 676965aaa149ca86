"""Schools as statistics see them, and the part of each level that they have."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction


class Level(StrEnum):
    """The stage of schooling that is compared; the documents on balance call it a level."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"


COMPULSORY = (Level.PRIMARY, Level.JUNIOR)


class SchoolType(StrEnum):
    """What kind of school it is."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    NINE_YEAR = "nine_year"
    COMPLETE_SECONDARY = "complete_secondary"
    TWELVE_YEAR = "twelve_year"
    TEACHING_POINT = "teaching_point"
    SENIOR = "senior"
    SPECIAL = "special"
    VOCATIONAL = "vocational"


LEVELS_OF: Mapping[SchoolType, tuple[Level, ...]] = {
    SchoolType.PRIMARY: (Level.PRIMARY,),
    SchoolType.JUNIOR: (Level.JUNIOR,),
    SchoolType.NINE_YEAR: (Level.PRIMARY, Level.JUNIOR),
    SchoolType.COMPLETE_SECONDARY: (Level.JUNIOR, Level.SENIOR),
    SchoolType.TWELVE_YEAR: (Level.PRIMARY, Level.JUNIOR, Level.SENIOR),
    SchoolType.TEACHING_POINT: (Level.PRIMARY,),
    SchoolType.SENIOR: (Level.SENIOR,),
    SchoolType.SPECIAL: (Level.PRIMARY, Level.JUNIOR),
    SchoolType.VOCATIONAL: (Level.SENIOR,),
}


class Runner(StrEnum):
    """Who runs a school."""

    COUNTY = "county"
    ABOVE_COUNTY = "above_county"  # a city or the province
    PRIVATE = "private"


class Area(StrEnum):
    """Where a school stands."""

    URBAN = "urban"
    TOWN = "town"
    RURAL = "rural"


@dataclass(frozen=True, slots=True, eq=False)
class School:
    """A row of the yearly data.

    Attributes:
        students: by level.
        is_whole: the row is about all levels of the school, else about the one that has students.
        figures: what is known of the whole school, by column.
        figures_of: what is known of one level, by column and level.
        places: decimals of the figures of the whole school, as they are printed.
        row: in the file.
    """

    name: str
    students: Mapping[Level, int]
    county: str = ""
    province: str = ""
    year: str = ""
    type: SchoolType | None = None
    is_whole: bool = False
    runner: Runner = Runner.COUNTY
    area: Area | None = None
    figures: Mapping[str, Fraction] = field(default_factory=dict)
    figures_of: Mapping[tuple[str, Level], Fraction] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    row: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """The part of a school at one level: what counts as one school in all comparisons."""

    school: School
    level: Level
    students: int
    figures: Mapping[str, Fraction]

    @property
    def name(self) -> str:
        """Name the school."""
        return self.school.name
