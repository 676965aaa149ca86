from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from banheng.core.calendar import SchoolCalendar
from banheng.core.errors import InputRefused
from banheng.core.periods import WeekRule
from banheng.core.wording import Language
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.spreadsheets import evidence_file

HEADER = "id,class,teacher,item,event,level,project,date,quantity,value,recorder,note,voids"


def test_names_codes_and_dates_become_canonical(read, write):
    path = write(
        "日期,班级,考核项,事件,等级,项目,数量,数值,记录人,备注",
        "2026年10月8日,三年级2班,教室卫生,地面不洁,,,３,,张,走廊",
        "10月9日,３０２,contest,获奖,COUNTY,歌咏 比赛,,,,",
        "20261012,401,黑板报,,,,2,9.5,,",
    )

    evidence = read(path).evidence

    assert dict(evidence.schema) == EVIDENCE_SCHEMA
    columns = ("id", "school_class", "item", "event", "level", "project", "day", "quantity", "value", "row")
    assert evidence.select(columns).rows() == [
        ("evidence:2", "302", "hygiene", "unswept", "", "", date(2026, 10, 8), 30_000, None, 0),
        ("evidence:3", "302", "contest", "won", "county", "歌咏 比赛", date(2026, 10, 9), 10_000, None, 1),
        ("evidence:4", "401", "board", "", "", "", date(2026, 10, 12), 20_000, 95_000, 2),
    ]
    assert evidence.row(0, named=True)["note"] == "走廊"


GOOD = {
    "several files are one body of evidence": "r2,302,,hygiene,absent,,,2026-10-09,,,,,",
    "a quantity of 0 needs no value": "r2,302,,board,,,,2026-10-09,0,,,,",
    "a veto": "r2,302,,安全事故,,,,2026-10-09,,,,,",
    "an event that only a veto looks at": "r2,302,,conduct,beating,,,2026-10-09,,,,,",
    "a paid event": "r2,302,,值班费,夜间值班,,,2026-10-09,2,,,,",
    "an amount in yuan": "r2,302,,extra,,,,2026-10-09,,120.55,,,",
    "a decision on points": "r2,302,,decision,points,,,2026-10-30,,88,张校长,补报材料属实,",
    "a decision on the rating by its name": "r2,302,,决定,定等次,优秀,,2026-10-30,,,张校长,复议,",
    "a survey answer": "r2,302,,opinion,家长,,,2026-10-09,,97.5,,,",
    "a ratio that counts": "r2,302,,出勤率,实到,,,2026-10-09,45,,,,",
    "a void after the end of the period": "r2,,,,,,,2026-11-03,,,李,记错班级,r1",
    "a teacher with one class that day": "r2,,t02,hygiene,absent,,,2026-10-20,,,,,",
    "a teacher whose class is named": "r2,303,t03,hygiene,absent,,,2026-10-20,,,,,",
}


@pytest.mark.parametrize("row", GOOD.values(), ids=GOOD)
def test_a_good_row_is_taken(read, write, row):
    path = write(HEADER, "r1,302,,hygiene,unswept,,,2026-10-08,1,,,,", row)

    result = read(path)

    assert result.evidence["id"].to_list() == ["r1", "r2"]
    assert result.findings == []


BAD = [
    ("no item", "r2,302,,,,,,2026-10-08,,,,,", "input.E041", "item"),
    ("unknown item", "r2,302,,教室卫身,unswept,,,2026-10-08,,,,,", "input.E042", "item"),
    ("two items of that name", "r2,302,,其他,,,,2026-10-08,,,,,", "input.E043", "item"),
    ("no event", "r2,302,,hygiene,,,,2026-10-08,,,,,", "input.E044", "event"),
    ("unknown event", "r2,302,,hygiene,地面不结,,,2026-10-08,,,,,", "input.E045", "event"),
    ("an event where there is none", "r2,302,,board,held,,,2026-10-08,,9,,,", "input.E046", "event"),
    ("no level", "r2,302,,contest,won,,合唱,2026-10-08,,,,,", "input.E047", "level"),
    ("unknown level", "r2,302,,order,,D,,2026-10-08,,,,,", "input.E048", "level"),
    ("a level where there is none", "r2,302,,hygiene,unswept,A,,2026-10-08,,,,,", "input.E049", "level"),
    ("no project", "r2,302,,contest,joined,,,2026-10-08,,,,,", "input.E050", "project"),
    ("quantity no number", "r2,302,,hygiene,unswept,,,2026-10-08,三,,,,", "input.E051", "quantity"),
    ("quantity too large", "r2,302,,hygiene,unswept,,,2026-10-08,100001,,,,", "input.E051", "quantity"),
    ("quantity too fine", "r2,302,,hygiene,unswept,,,2026-10-08,0.00001,,,,", "input.E051", "quantity"),
    ("value no number", "r2,302,,board,,,,2026-10-08,,九,,,", "input.E051", "value"),
    ("value too large", "r2,302,,attendance,due,,,2026-10-08,,1e9,,,", "input.E051", "value"),
    ("quantity negative", "r2,302,,hygiene,unswept,,,2026-10-08,-1,,,,", "input.E052", "quantity"),
    ("broken quantity of a value", "r2,302,,board,,,,2026-10-08,1.5,9,,,", "input.E053", "quantity"),
    ("broken quantity of a level", "r2,302,,order,,A,,2026-10-08,0.5,,,,", "input.E053", "quantity"),
    ("no value for a mark", "r2,302,,board,,,,2026-10-08,,,,,", "input.E054", "value"),
    ("no value for chosen points", "r2,302,,activity,held,,,2026-10-08,,,,,", "input.E054", "value"),
    ("no value for a sum", "r2,302,,attendance,due,,,2026-10-08,,,,,", "input.E054", "value"),
    ("chosen points beyond the range", "r2,302,,activity,held,,,2026-10-08,,3.5,,,", "input.E055", "value"),
    ("mark beyond the full points", "r2,302,,board,,,,2026-10-08,,11,,,", "input.E055", "value"),
    ("answer beyond the scale", "r2,302,,opinion,pupils,,,2026-10-08,,101,,,", "input.E055", "value"),
    ("amount beyond the most", "r2,302,,extra,,,,2026-10-08,,500.01,,,", "input.E055", "value"),
    ("a fraction of a fen", "r2,302,,extra,,,,2026-10-08,,1.005,,,", "input.E056", "value"),
    ("decision without recorder", "r2,302,,decision,points,,,2026-10-08,,88,,补报,", "input.E058", "note"),
    ("no class and no teacher", "r2,,,hygiene,unswept,,,2026-10-08,,,,,", "input.E021", "class"),
    ("unknown class", "r2,三年2班,,hygiene,unswept,,,2026-10-08,,,,,", "input.E022", "class"),
    ("two classes of that name", "r2,重点班,,hygiene,unswept,,,2026-10-08,,,,,", "input.E023", "class"),
    ("a name for a teacher code", "r2,,王芳,hygiene,unswept,,,2026-10-08,,,,,", "input.E024", "teacher"),
    ("unknown teacher of a class", "r2,302,t99,hygiene,unswept,,,2026-10-08,,,,,", "input.E024", "teacher"),
    ("a teacher who left before", "r2,,t06,hygiene,unswept,,,2026-10-08,,,,,", "input.E025", "teacher"),
    ("a teacher of two classes", "r2,,t03,hygiene,unswept,,,2026-10-08,,,,,", "input.E026", "class"),
    ("nobody in post that day", "r2,301,,hygiene,unswept,,,2026-10-17,,,,,", "input.E027", "class"),
    ("another teacher's class", "r2,302,t01,hygiene,unswept,,,2026-10-08,,,,,", "input.E028", "teacher"),
    ("no date", "r2,302,,hygiene,unswept,,,,,,,,", "input.E031", "date"),
    ("no real date", "r2,302,,hygiene,unswept,,,2026-13-08,,,,,", "input.E032", "date"),
    ("a date of another month", "r2,302,,hygiene,unswept,,,2026-11-01,,,,,", "input.E033", "date"),
    ("an id of an earlier row", "r1,302,,hygiene,unswept,,,2026-10-08,,,,,", "input.E061", "id"),
    ("a void of nothing", "r2,,,,,,,2026-10-08,,,李,记错,r7", "input.E062", "voids"),
    ("a void of itself", "r2,,,,,,,2026-10-08,,,李,记错,r2", "input.E063", "voids"),
    ("a void without reason", "r2,,,,,,,2026-10-08,,,李,,r1", "input.E064", "note"),
    ("a cell too many", "r2,302,,hygiene,unswept,,,2026-10-08,,,,走廊,,楼梯", "input.E012", ""),
]


@pytest.mark.parametrize(
    ("row", "check", "column"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_a_bad_row_is_refused_with_row_and_column(read, write, row, check, column):
    path = write(HEADER, "r1,302,,hygiene,unswept,,,2026-10-08,1,,,,", row)

    with pytest.raises(InputRefused, match="nothing was taken") as refusal:
        read(path)

    (finding,) = refusal.value.findings
    assert (finding.id, finding.place.line, finding.place.path) == (check, 3, column)
    assert finding.say(Language.ZH_HANS) != finding.say(Language.EN)


@pytest.mark.parametrize("row", [case[1] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_row_is_left_out_when_asked_for(read, write, row):
    path = write(HEADER, "r1,302,,hygiene,unswept,,,2026-10-08,1,,,,", row)

    result = read(path, skip_bad_rows=True)

    assert result.evidence["id"].to_list() == ["r1"]
    assert len(result.findings) == 1


def test_all_mistakes_of_all_rows_are_listed_in_order(read, write):
    path = write(
        HEADER,
        "r1,309,,hygiene,,,,10-40,x,,,,",
        "r2,302,,hygiene,unswept,,,2026-10-08,1,,,,",
        "r2,302,,hygiene,unswept,,,2026-10-08,-1,,,,",
    )

    with pytest.raises(InputRefused) as refusal:
        read(path)

    found = [(finding.place.line, finding.place.path) for finding in refusal.value.findings]
    assert found == [(2, "date"), (2, "class"), (2, "quantity"), (2, "event"), (4, "quantity"), (4, "id")]


def test_the_nearest_right_word_is_named(read, write):
    path = write(HEADER, "r1,三年2班,,教室卫身,unswept,,,2026-10-08,1,,,,")

    with pytest.raises(InputRefused) as refusal:
        read(path)

    wrong_class, wrong_item = refusal.value.findings
    assert wrong_class.say(Language.ZH_HANS) == "花名册里没有班级“三年2班”，请核对。是否应为“三年级2班”？"
    assert (
        wrong_item.say(Language.EN) == "the scheme has no item '教室卫身'. Check it. Did you mean '教室卫生'?"
    )


def test_a_column_is_named_as_the_file_names_it(read, write):
    path = write("日 期,班级,考核项,事件", "昨天,302,hygiene,unswept")

    with pytest.raises(InputRefused) as refusal:
        read(path)

    assert str(refusal.value.findings[0].place) == f"{path}:2:日 期"


def test_an_id_is_unique_across_files(read, write):
    first = write(HEADER, "r1,302,,hygiene,unswept,,,2026-10-08,1,,,,", name="week1.csv")
    second = write(HEADER, "r1,302,,hygiene,unswept,,,2026-10-09,1,,,,", name="week2.csv")

    with pytest.raises(InputRefused) as refusal:
        read(first, second)

    (finding,) = refusal.value.findings
    assert finding.place.file == str(second)
    assert f"{first}:2" in finding.say(Language.EN)


def test_records_without_ids_are_told_apart_by_file_and_row(read, write, tmp_path):
    lines = ("class,item,event,date", "302,hygiene,unswept,2026-10-08")
    (tmp_path / "other").mkdir()
    first, second = write(*lines), write(*lines, name="other/evidence.csv")

    evidence = read(first, second).evidence

    assert evidence["id"].to_list() == ["evidence:2", "evidence~2:2"]


def test_of_very_many_bad_rows_the_rest_is_counted(read, write, monkeypatch):
    monkeypatch.setattr(evidence_file, "MOST_LISTED", 3)
    path = write("class,item,event,date", *["309,hygiene,unswept,2026-10-08"] * 5)

    result = read(path, skip_bad_rows=True)

    assert result.evidence.is_empty()
    assert [finding.place.line for finding in result.findings] == [2, 3, 4, 0]
    assert result.findings[-1].figures == {"number": 2}


def test_the_same_file_twice_is_refused(read, write):
    path = write(HEADER, "r1,302,,hygiene,unswept,,,2026-10-08,1,,,,")

    with pytest.raises(InputRefused) as refusal:
        read(path, path)

    assert [finding.id for finding in refusal.value.findings] == ["input.E065"]


def test_weeks_that_reach_over_the_month_widen_what_is_read(read, write, scheme):
    path = write(
        HEADER, "r1,302,,hygiene,unswept,,,2026-09-30,1,,,,", "r2,302,,hygiene,unswept,,,2026-11-01,1,,,,"
    )

    by_thursday = scheme.model_copy(update={"weeks": WeekRule.BY_THURSDAY})

    assert read(path, scheme=by_thursday).evidence["id"].to_list() == ["r1", "r2"]


def test_a_file_with_only_a_header_gives_no_records_and_a_warning(read, write):
    result = read(write(HEADER))

    assert result.evidence.is_empty()
    assert dict(result.evidence.schema) == EVIDENCE_SCHEMA
    assert [(finding.id, finding.severity) for finding in result.findings] == [("input.W068", "warning")]


def test_without_decisions_in_the_scheme_a_decision_is_refused(read, write, scheme):
    path = write(HEADER, "r1,302,,decision,points,,,2026-10-08,,88,张,补报,")

    with pytest.raises(InputRefused) as refusal:
        read(path, scheme=scheme.model_copy(update={"decisions": None}))

    assert [finding.id for finding in refusal.value.findings] == ["input.E057"]


REMARKS = [
    ("values that nothing looks at", "hygiene,unswept,,2026-10-08,-0.2", "input.W066"),
    ("levels without a percentage", "share,,C,2026-10-08,", "input.W067"),
    ("inspections on a Saturday", "hygiene,unswept,,2026-10-10,", "input.W060"),
]


@pytest.mark.parametrize(("row", "check"), [case[1:] for case in REMARKS], ids=[case[0] for case in REMARKS])
def test_strange_rows_are_taken_and_remarked_once(read, write, row, check):
    path = write("class,item,event,level,date,value", f"302,{row}", f"303,{row}")

    result = read(path)

    assert result.evidence.height == 2
    (finding,) = result.findings
    assert (finding.id, finding.place.line, finding.figures["number"]) == (check, 2, 2)


def test_a_swapped_working_day_is_not_remarked(read, write):
    path = write("class,item,event,date", "302,hygiene,unswept,2026-10-10")

    calendar = SchoolCalendar(working_days=frozenset({date(2026, 10, 10)}))

    assert read(path, calendar=calendar).findings == []


def test_classes_of_the_same_code_are_told_apart_by_school(read, write, postings):
    east, west = (replace(postings[2], school=school) for school in ("东校区", "西校区"))
    good = write(
        "school,class,item,event,date,note,id,voids",
        "东校区,302,hygiene,absent,2026-10-08,,r1,",
        ",,,,2026-10-09,记错,r2,r1",
    )
    unclear = write("class,item,event,date", "302,hygiene,absent,2026-10-08", name="unclear.csv")

    assert read(good, postings=[east, west]).evidence["school"].to_list() == ["东校区", "东校区"]
    with pytest.raises(InputRefused) as refusal:
        read(unclear, postings=[east, west])
    assert refusal.value.findings[0].id == "input.E023"


def test_progress_is_told_in_rows(read, write):
    told = []
    path = write(
        HEADER, "r1,302,,hygiene,unswept,,,2026-10-08,1,,,,", "r2,302,,hygiene,unswept,,,2026-10-08,1,,,,"
    )

    read(path, progress=told.append)

    assert told == [2]


def test_records_of_a_later_file_arrive_after_those_of_an_earlier_one(read, write):
    first = write(
        HEADER, "r1,302,,hygiene,unswept,,,2026-10-08,1,,,,", "r2,302,,hygiene,unswept,,,2026-10-08,1,,,,"
    )
    second = write(HEADER, "r3,302,,hygiene,unswept,,,2026-10-08,1,,,,", name="more.csv")

    evidence = read(first, second).evidence

    assert evidence.sort("day", "row")["id"].to_list() == ["r1", "r2", "r3"]


def test_a_row_that_stands_twice_without_an_id_is_named_with_the_first(read, write):
    row = ",302,,hygiene,unswept,,,2026-10-08,1,,张,走廊,"
    first = write(HEADER, row, ",302,,hygiene,unswept,,,2026-10-09,1,,张,,", name="a.csv")
    copy = write(HEADER, row, name="b.csv")

    result = read(first, copy)

    (finding,) = result.findings
    assert (finding.id, Path(finding.place.file).name, finding.place.line) == ("input.W070", "b.csv", 2)
    assert f"{first}:2" in finding.say(Language.ZH_HANS)
    assert result.evidence.height == 3, "the teacher's office decides, not the program"


def test_the_same_twice_with_ids_of_their_own_or_voided_is_no_repetition(read, write):
    said = "302,,hygiene,unswept,,,2026-10-08,1,,张,"
    path = write(HEADER, f"r1,{said},", f"r2,{said},", f",{said},", "v,,,,,,,2026-10-09,,,李,重复,r2")

    assert read(path).findings == []


def test_of_many_rows_that_stand_twice_some_are_listed_and_the_others_counted(read, write):
    result = read(write(HEADER, *[",302,,hygiene,unswept,,,2026-10-08,1,,张,,"] * 31))

    assert [finding.id for finding in result.findings].count("input.W070") == 20
    assert result.findings[-1].id == "input.W086"
    assert result.findings[-1].figures["number"] == 10
