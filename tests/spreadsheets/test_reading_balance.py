from fractions import Fraction

import pytest

from banheng.balance.schools import Area, Level, Runner, SchoolType
from banheng.balance.splitting import Division, Stock, units_of
from banheng.core.errors import InputRefused
from banheng.spreadsheets.balance_file import Wanted, read_schools

BOOKS = Stock("books", "图书册数", Division.BY_WEIGHTS)
TEACHERS = Stock("teachers", "专任教师数", Division.BY_LEVEL)
ROOMS = Stock("rooms", "用房面积", Division.BY_WEIGHTS)
GYMNASIUM = Stock("gymnasium", "体育馆面积", Division.BY_WEIGHTS, inside="rooms")
WEIGHTS = {Level.PRIMARY: Fraction(1), Level.JUNIOR: Fraction("1.1"), Level.SENIOR: Fraction("1.32")}


@pytest.fixture
def read(tmp_path):
    """Read some lines."""

    def read_lines(*lines, stocks=(BOOKS,), **wanted):
        path = tmp_path / "schools.csv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return read_schools(path, Wanted(stocks, **wanted))

    return read_lines


@pytest.fixture
def refusal(read):
    """Read some lines and give the row, column and id of everything that is wrong."""

    def read_wrong(*lines, **wanted):
        with pytest.raises(InputRefused) as refused:
            read(*lines, **wanted)
        return [
            (finding.place.line, finding.place.path, finding.id.removeprefix("input."))
            for finding in refused.value.findings
        ]

    return read_wrong


def test_a_row_may_be_about_the_whole_school(read):
    ((school,), _, _) = read(
        "县区,年度,学校,类型,举办者,城乡,小学学生数,初中学生数,高中学生数,图书册数",
        "甲县,2026年,九年制,九年一贯制,民办,乡村,166,210,,23226",
    )

    assert (school.county, school.year, school.name) == ("甲县", "2026", "九年制")
    assert (school.type, school.runner, school.area) == (SchoolType.NINE_YEAR, Runner.PRIVATE, Area.RURAL)
    assert school.students == {Level.PRIMARY: 166, Level.JUNIOR: 210}
    assert [unit.figures["books"] for unit in units_of(school, WEIGHTS, [BOOKS])] == [
        Fraction(23226 * 166, 397),
        Fraction(23226 * 231, 397),
    ]


def test_a_row_may_be_about_one_level_of_a_school(read):
    schools = read("school,level,students,books", "一校,小学,100,5", "一校,初中,50,6").schools

    units = [unit for school in schools for unit in units_of(school, WEIGHTS, [BOOKS])]

    assert [(unit.level, unit.students, unit.figures["books"]) for unit in units] == [
        (Level.PRIMARY, 100, 5),
        (Level.JUNIOR, 50, 6),
    ]


def test_the_level_follows_from_the_type_where_a_school_has_one(read):
    ((school,), _, _) = read("school,type,students,books", "一中,初级中学,100,5")

    assert school.students == {Level.JUNIOR: 100}


def test_other_columns_are_left_aside(read):
    assert read("school,level,students,books,校长,备注", "一校,小学,100,5,某某,无").schools[0].figures == {
        "books": 5
    }


def test_teachers_of_a_combined_school_are_counted_at_each_level(read):
    ((school,), _, _) = read(
        "学校,类型,小学学生数,初中学生数,专任教师数,小学专任教师数,初中专任教师数",
        "九年制,九年一贯制,100,100,,7,9",
        stocks=[TEACHERS],
    )

    assert [unit.figures["teachers"] for unit in units_of(school, WEIGHTS, [TEACHERS])] == [7, 9]


def test_what_is_inside_another_stock_may_be_absent(read):
    assert read("学校,学段,学生数,用房面积", "一校,小学,10,50", stocks=[ROOMS, GYMNASIUM]).schools


def test_figures_that_are_not_known_may_stay_empty_for_a_standard(read):
    assert read("school,level,students,books", "一校,小学,100,", complete=False).schools[0].figures == {}


@pytest.mark.parametrize(
    ("lines", "stocks", "found"),
    [
        (["school,level,students,books", ",小学,1,1"], [BOOKS], [(2, "school", "E103")]),
        (["school,level,students,books", "一校,小学,1,"], [BOOKS], [(2, "books", "E103")]),
        (["school,level,students,books", "一校,小学,,1"], [BOOKS], [(2, "students", "E103")]),
        (["school,level,students,books", "一校,幼儿园,1,1"], [BOOKS], [(2, "level", "E105")]),
        (["school,level,students,books", "一校,小学,1,1e9"], [BOOKS], [(2, "books", "E101")]),
        (["school,level,students,books", "一校,小学,1,1", "一校,小学,1,1"], [BOOKS], [(3, "", "E109")]),
        (["school,level,year,students,books", "一校,小学,26,1,1"], [BOOKS], [(2, "year", "E111")]),
        (["school,level,students,books"], [BOOKS], [(1, "", "E110")]),
        (["school,level,students", "一校,小学,1"], [BOOKS], [(1, "", "E004")]),
        (["school,level,books", "一校,小学,1"], [BOOKS], [(1, "", "E004")]),
        (["school,level,students,books", "一校,,1,1"], [BOOKS], [(2, "level", "E124")]),
        (["school,type,students,books", "一校,九年一贯制,1,1"], [BOOKS], [(2, "level", "E124")]),
        (
            ["school,type,primary_students,books", "一校,九年一贯制,5,1"],
            [BOOKS],
            [(2, "junior_students", "E103")],
        ),
        (
            ["school,type,primary_students,junior_students,books", "一校,小学,5,7,1"],
            [BOOKS],
            [(2, "junior_students", "E107")],
        ),
        (
            ["school,type,primary_students,junior_students,teachers", "一校,九年一贯制,5,7,3"],
            [TEACHERS],
            [(2, "teachers", "E108")],
        ),
        (
            ["school,level,students,rooms,gymnasium", "一校,小学,1,5,6"],
            [ROOMS, GYMNASIUM],
            [(2, "gymnasium", "E112")],
        ),
    ],
    ids=[
        "no name",
        "no stock",
        "no students",
        "unknown level",
        "no figure",
        "twice",
        "no year",
        "no rows",
        "no column of the stock",
        "no column of students",
        "no level",
        "a type of two levels",
        "no column of junior students",
        "students of a level that the type lacks",
        "teachers not counted by level",
        "a part greater than its whole",
    ],
)
def test_what_is_wrong_is_told_by_row_and_column(refusal, lines, stocks, found):
    assert refusal(*lines, stocks=stocks) == found


def test_a_school_without_students_is_remarked(read):
    found = read("school,level,students,books", "一校,小学,0,5", "二校,小学,9,5")

    assert [(finding.id, finding.place.line) for finding in found.findings] == [("input.W106", 2)]


def test_the_file_is_refused_whole(refusal):
    """All faults of all rows are told at once."""
    assert refusal("school,level,students,books", "一校,小学,x,y", "二校,中学,1,") == [
        (2, "students", "E101"),
        (2, "books", "E101"),
        (3, "level", "E105"),
        (3, "books", "E103"),
    ]
