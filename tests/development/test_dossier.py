"""The dossier as it is read, counted in a scheme, and filled from a spreadsheet."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from uuid_utils.compat import uuid7

from banheng.development.dossier.asking import ASKED, content_of, say_content
from banheng.development.dossier.counting import count_fact, counts, headings_for
from banheng.development.dossier.importing import COLUMNS, COUNTED, GENERAL, bring_in_facts
from banheng.development.dossier.reading import State, chapters_of, hours_of
from banheng.development.dossier.template import facts_template
from banheng.development.dossier.vocabulary import vocabulary_of
from banheng.development.errors import DevelopmentRefused
from banheng.development.kinds import read
from banheng.development.models import Fact
from banheng.development.recording import record_fact, withdraw_fact
from banheng.development.results import results_of
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.ledger.voiding import void
from tests.assessment.settling import publish_september
from tests.factories import NOW, TODAY, adopt, make_school, make_user

pytestmark = pytest.mark.django_db
Kind = Fact.Kind


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def teacher(small):
    return small.teachers["101"]


@pytest.fixture
def office():
    return make_user("office", name="王主任")


def put(teacher, kind, name="某事", *, since=date(2026, 10, 12), source="office", by=None, **said):
    return record_fact(
        teacher, Kind(kind), name, since=since, source=Fact.Source(source), by=by, at=NOW, **said
    )


def chapter(teacher, kind, *, with_incidents=True):
    return next(
        each
        for each in chapters_of(teacher, TODAY, with_incidents=with_incidents)
        if Kind(kind) in each.kinds
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_answers_to_what_is_asked_make_a_fact_that_the_rules_can_read(small, kind):
    vocabulary = vocabulary_of(small.school, TODAY)
    answers = {}
    for ask in ASKED[kind]:
        words = ask.words_for(kind, vocabulary)
        answers[ask.name] = words[0][0] if words else {"year": "2026"}.get(ask.name, "3")

    content = content_of(kind, answers)

    assert set(content) == set(answers)
    read(kind, TODAY, None, content)


def test_content_is_said_in_words(small):
    vocabulary = vocabulary_of(small.school, TODAY)

    said = say_content(
        Kind.TRAINING,
        {"training": "centralised", "level": "county", "hours": "12", "passed": True},
        vocabulary,
    )

    assert said == "计为：集中培训，级别：县级，学时：12，考核通过：是"


def test_a_dossier_shows_what_the_site_knows_beside_what_was_entered(teacher, office):
    teacher.homeroom_since = date(2020, 9, 1)
    put(teacher, "post", "年级组长", since=TODAY, content={"post": "grade_leader"}, by=office)
    own = make_user("own", staff=teacher)
    put(teacher, "post", "见习", source="own", by=own, content={"post": "trainee_homeroom_teacher"})

    lines = chapter(teacher, "post").lines

    assert [(line.name, line.state) for line in lines] == [
        ("年级组长", State.CONFIRMED),
        ("见习", State.WAITING),
        ("班主任　一年级1班", State.KNOWN),
        ("班主任（此前）", State.KNOWN),
    ]


def test_incidents_are_left_out_for_those_whom_they_do_not_concern(teacher, office):
    put(teacher, "incident", "严重违纪", content={"incident": "serious_breach"}, by=office)

    assert chapter(teacher, "incident").lines
    shown = chapters_of(teacher, TODAY, with_incidents=False)
    assert not any("严重违纪" in line.name for each in shown for line in each.lines)


def test_hours_are_added_up_by_kind_and_old_ones_do_not_count_as_recent(teacher, office):
    for day, hours in ((date(2026, 5, 1), "12"), (date(2025, 5, 1), "2.5"), (date(2019, 5, 1), "8")):
        put(
            teacher,
            "training",
            since=day,
            until=day,
            content={"training": "centralised", "hours": hours},
            by=office,
        )
    put(teacher, "training", content={"training": "study_class", "weeks": "1"}, source="own")

    (hours,) = hours_of(teacher, TODAY)

    assert (hours.training, hours.recent, hours.total) == ("集中培训", "14.5 学时", "22.5 学时")


def test_published_results_stand_in_the_dossier_and_others_do_not(small, teacher):
    adopt(small.school)
    assert results_of(teacher) == []

    publish_september(small.school)

    (found,) = results_of(teacher)
    assert (found.period.code, found.line["teacher"]) == ("2026-09", "t101")


class TestCounting:
    @pytest.fixture(autouse=True)
    def _in_force(self, small):
        adopt(small.school)

    def count(self, fact, by, **said):
        said = {"item": "prizes", "event": "won", "level": "校级/一等奖", "day": date(2026, 10, 12)} | said
        return count_fact(fact, **said, by=by, at=NOW)

    def test_a_fact_becomes_one_record_of_the_class_and_the_teacher(self, small, teacher, office):
        fact = put(
            teacher,
            "honour",
            "班会课比赛",
            content={"honour": "other", "level": "school"},
            by=office,
            proof="校发3号",
        )

        made = self.count(fact, office)

        assert (made.staff, made.school_class, made.project) == (teacher, small.classes["101"], "班会课比赛")
        assert "校发3号" in made.note
        assert chapter(teacher, "honour").lines[0].counts

    def test_it_counts_once_until_the_record_is_voided(self, teacher, office):
        fact = put(teacher, "research", "论文", content={"form": "paper"}, by=office)
        made = self.count(fact, office)
        with pytest.raises(DevelopmentRefused, match="不能再计一次"):
            self.count(fact, office)
        with pytest.raises(DevelopmentRefused, match="作废"):
            withdraw_fact(Fact.objects.get(), reason="误登", at=NOW)

        void(made, id=uuid7(), reason="记错项目", by=office, at=NOW, may_void_others=True)

        assert not counts(Fact.objects.get())
        self.count(fact, office)
        assert Record.objects.filter(voids=None, voided_by=None).count() == 1

    @pytest.mark.parametrize(
        ("kind", "content", "source"),
        [
            ("honour", {"honour": "other", "level": "school"}, "own"),
            ("rank", {"rank": "senior"}, "office"),
        ],
    )
    def test_what_waits_or_earns_no_points_is_refused(self, teacher, office, kind, content, source):
        fact = put(teacher, kind, content=content, source=source, by=office)

        with pytest.raises(DevelopmentRefused):
            self.count(fact, office)

        assert not Record.objects.exists()

    def test_what_the_ledger_refuses_leaves_the_fact_free(self, teacher, office):
        fact = put(teacher, "research", "论文", content={"form": "paper"}, by=office)

        with pytest.raises(RecordRefused):
            self.count(fact, office, item="no_such_item")

        assert Fact.objects.get().counted_as is None

    def test_items_to_choose_from_are_those_of_the_scheme(self, small):
        codes = [heading.code for heading in headings_for(small.school, TODAY)]

        assert "prizes" in codes
        assert "decision" not in codes


def table(*rows):
    return "\n".join(",".join(row) for row in rows).encode()


HEADER = ("教师工号", "姓名", "类别", "名称", "起始日期", "截止日期", "证明", "计为", "级别", "学时")


class TestImporting:
    def bring(self, small, office, content, *, keep=True):
        return bring_in_facts(small.school, "facts.csv", content, by=office, at=NOW, keep=keep)

    def test_each_row_is_a_fact_and_a_second_time_nothing_is_added(self, small, office):
        content = table(
            HEADER,
            (
                "t101",
                "教师101",
                "培训",
                "暑期培训",
                "2026-07-10",
                "2026-07-12",
                "县师训 8 号",
                "集中培训",
                "县级",
                "12",
            ),
            ("t102", "", "荣誉", "优秀班主任", "2026-09-10", "", "", "优秀班主任", "市级", ""),
        )

        done = self.bring(small, office, content)
        again = self.bring(small, office, content)

        assert [(fact.staff.code, fact.kind) for fact in done.facts] == [
            ("t101", "training"),
            ("t102", "honour"),
        ]
        assert Fact.objects.get(kind="training").content == {
            "training": "centralised",
            "level": "county",
            "hours": "12",
        }
        assert (again.facts, again.known, Fact.objects.count()) == ([], 2, 2)

    def test_to_look_keeps_nothing(self, small, office):
        content = table(HEADER, ("t101", "", "任教起始", "任教", "2020-09-01", "", "", "", "", ""))

        done = self.bring(small, office, content, keep=False)

        assert len(done.facts) == 1
        assert not Fact.objects.exists()

    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (("t999", "", "培训", "暑期培训", "2026-07-10", "", "", "集中培训", "", ""), "工号为“t999”"),
            (("t101", "张三", "培训", "暑期培训", "2026-07-10", "", "", "集中培训", "", ""), "不是“张三”"),
            (("t101", "", "旅行", "暑期培训", "2026-07-10", "", "", "", "", ""), "“旅行”不认识"),
            (("t101", "", "培训", "暑期培训", "七月", "", "", "集中培训", "", ""), "不是带年份的日期"),
            (("t101", "", "培训", "暑期培训", "2026-07-10", "", "", "", "", ""), "“计为”没有填"),
            (("t101", "", "培训", "暑期培训", "2026-07-10", "", "", "集中培训", "", "很多"), "hours"),
            (("t101", "", "荣誉", "优秀", "2027-07-10", "", "", "优秀班主任", "校级", ""), "不可能"),
            (
                ("t101", "", "荣誉", "优秀", "2026-07-10", "", "", "优秀班主任", "校级", "12"),
                "没有“学时”这一项",
            ),
        ],
    )
    def test_one_bad_row_refuses_all_with_its_number_and_reason(self, small, office, row, reason):
        good = ("t101", "", "任教起始", "任教", "2020-09-01", "", "", "", "", "")

        done = self.bring(small, office, table(HEADER, good, row))

        assert [fault.row for fault in done.faults] == [3]
        assert reason in done.faults[0].reason
        assert not Fact.objects.exists()

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", table(HEADER), b"\x00\x01\x02"])
    def test_what_is_no_table_is_refused_in_words(self, small, office, content):
        done = self.bring(small, office, content)

        assert done.faults
        assert done.faults[0].reason

    def test_the_template_has_all_columns_and_is_read_back(self, small, office):
        book = openpyxl.load_workbook(BytesIO(facts_template(small.school, TODAY)))
        sheet = book.worksheets[0]
        row = dict(zip([cell.value for cell in sheet[1]], range(1, 100), strict=False))
        for name, text in {
            "教师工号*": "t101",
            "类别*": "职称",
            "名称*": "一级教师",
            "起始日期*": "2020-08-01",
            "等级": "中级",
        }.items():
            sheet.cell(2, row[name], text)
        out = BytesIO()
        book.save(out)

        (fact,) = self.bring(small, office, out.getvalue()).facts

        assert fact.content == {"rank": "intermediate"}

    def test_all_that_is_asked_has_a_column(self):
        asked = {"counted" if ask.name in COUNTED else ask.name for asks in ASKED.values() for ask in asks}

        assert asked == {column.name for column in COLUMNS} - GENERAL
