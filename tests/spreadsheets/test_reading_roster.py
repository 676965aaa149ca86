from datetime import date

import pytest

from banheng.core.errors import InputRefused
from banheng.core.wording import Language
from banheng.scoring.roster import Posting, Role
from banheng.spreadsheets.roster_file import names_as_codes, read_roster

HEADER = (
    "class,class_name,teacher,teacher_name,school,stage,grade,class_type,role,from,to,pupils,boarders,years"
)


def test_every_column_is_read(write):
    path = write(
        "班级,班级名称,教师(工号),姓名,学校,学段,年级,班级类型,角色,起始日期,结束日期,学生数,住宿生数,班主任年限",
        "301,三年级1班,t01,王芳,一小,小学,三年级,普通,代理班主任,2026/9/1,2026年10月15日,42,3,5",
    )

    assert read_roster(path) == [
        Posting(
            school_class="301",
            teacher="t01",
            class_name="三年级1班",
            teacher_name="王芳",
            school="一小",
            stage="primary",
            grade="三年级",
            class_type="普通",
            role=Role.SUBSTITUTE,
            first=date(2026, 9, 1),
            last=date(2026, 10, 15),
            pupils=42,
            boarders=3,
            years=5,
            row=2,
        )
    ]


def test_class_and_teacher_are_enough(write):
    assert read_roster(write("class,teacher", "301,t01")) == [Posting("301", "t01", row=2)]


def test_two_teachers_of_one_name_stay_two(write):
    postings = read_roster(write("class,teacher,teacher_name", "301,t01,王芳", "302,t02,王芳"))

    assert [posting.teacher for posting in postings] == ["t01", "t02"]


def test_a_change_in_mid_month_and_a_substitute_are_no_conflict(write):
    path = write(
        "class,teacher,role,from,to",
        "301,t01,,,2026-10-15",
        "301,t02,,2026-10-16,",
        "301,t03,代理,2026-10-10,2026-10-12",
    )

    assert [posting.teacher for posting in read_roster(path)] == ["t01", "t02", "t03"]


BAD = [
    ("no class", ",,t02,,,,,,,,,,,", "input.E071", "class"),
    ("no teacher code", "302,,,王芳,,,,,,,,,,", "input.E072", "teacher"),
    ("unknown stage", "302,,t02,,,小雪,,,,,,,,", "input.E073", "stage"),
    ("unknown role", "302,,t02,,,,,,班主仁,,,,,", "input.E074", "role"),
    ("no date", "302,,t02,,,,,,,开学,,,,", "input.E075", "from"),
    ("a date without year", "302,,t02,,,,,,,,10月8日,,,", "input.E075", "to"),
    ("from after to", "302,,t02,,,,,,,2026-10-08,2026-10-01,,,", "input.E076", "from"),
    ("negative pupils", "302,,t02,,,,,,,,,-1,,", "input.E077", "pupils"),
    ("half a year", "302,,t02,,,,,,,,,,,2.5", "input.E077", "years"),
    ("more boarders than pupils", "302,,t02,,,,,,,,,40,41,", "input.E078", "boarders"),
    ("one code for two people", "302,,t01,李明,,,,,,,,,,", "input.E079", "teacher_name"),
    ("one code for two classes", "301,三年级9班,t01,,,,,,,,,,,", "input.E079", "class_name"),
    ("two in post at once", "301,,t02,,,,,,,,,,,", "input.E020", "from"),
]


@pytest.mark.parametrize(
    ("row", "check", "column"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_a_bad_row_is_refused_with_row_and_column(write, row, check, column):
    path = write(HEADER, "301,三年级1班,t01,王芳,,,,,,,,,,", row, name="roster.csv")

    with pytest.raises(InputRefused) as refusal:
        read_roster(path)

    (finding,) = refusal.value.findings
    assert (finding.id, finding.place.line, finding.place.path) == (check, 3, column)
    assert finding.say(Language.ZH_HANS) != finding.say(Language.EN)


def test_two_in_post_are_named_with_the_first_day_they_share(write):
    path = write("class,teacher,from,to", "301,t01,,2026-10-20", "301,t02,2026-10-16,")

    with pytest.raises(InputRefused) as refusal:
        read_roster(path)

    said = refusal.value.findings[0].say(Language.ZH_HANS)
    assert said.startswith("2026-10-16 班级 301 同时有 t01 和 t02 两人任职")


def test_a_roster_without_people_is_refused(write):
    with pytest.raises(InputRefused) as refusal:
        read_roster(write(HEADER))

    assert [finding.id for finding in refusal.value.findings] == ["input.E080"]


NAMES_AS_CODES = [
    ("a name of two classes", ["301,王芳,", "302,王芳,"], ["2, 3"]),
    ("the code equals the name", ["301,Wang,Wang", "302,Wang,Wang"], ["2, 3"]),
    ("a code of two classes", ["301,t01,王芳", "302,t01,王芳"], []),
    ("a name of one class", ["301,王芳,", "302,李明,"], []),
]


@pytest.mark.parametrize(
    ("rows", "named"), [case[1:] for case in NAMES_AS_CODES], ids=[case[0] for case in NAMES_AS_CODES]
)
def test_a_name_in_place_of_a_code_is_remarked_where_classes_would_merge(write, rows, named):
    postings = read_roster(write("班级,教师,姓名", *rows))

    assert [fault.figures["rows"] for fault in names_as_codes(postings)] == named


def test_the_remark_about_the_roster_stands_among_those_of_the_evidence(write, read):
    roster = read_roster(write("班级,教师工号", "301,王芳", "302,王芳", name="roster.csv"))
    evidence = write("class,item,event,date", "301,hygiene,unswept,2026-10-08")

    (finding,) = read(evidence, postings=roster).findings
    assert (finding.id, finding.place.file) == ("input.W087", "--roster")
