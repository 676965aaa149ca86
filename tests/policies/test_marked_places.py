"""The places of a document that somebody has to look at, and how they are settled."""

import pytest

from banheng.policies.drafting_from_document import begin_draft_from_document
from banheng.policies.errors import PolicyRefused
from banheng.policies.marked_places import places_of, unsettled
from banheng.policies.models import SchemeSource, SchemeVersion
from banheng.policies.recording import put_on_record
from banheng.policies.settling_places import reopen_place, settle_place
from tests.factories import NOW, make_school, make_user

pytestmark = pytest.mark.django_db
DOCUMENT = """清溪小学班主任月度考核办法
第一条 每月考核一次，总分110分。
一、班级常规（60分）
1.教室卫生（60分）：地面不洁每处扣0.5分，扣完为止。
二、安全教育（40分）
1.晨检午检（40分）：漏检一次扣____分，扣完为止。
三、津贴
考核结果与津贴挂钩，每分____元。
"""


@pytest.fixture
def draft():
    (draft,) = begin_draft_from_document(make_school().school, "办法.txt", DOCUMENT.encode(), by=None, at=NOW)
    return draft


def places(draft, text=None):
    return places_of(draft.source, draft.text if text is None else text)


def place_of(draft, kind):
    return next(place for place in places(draft) if place.kind == kind)


def test_each_place_has_its_quote_its_reason_and_what_to_do(draft):
    total = place_of(draft, "total_mismatch")

    assert total.quote == "总分110分"
    assert "100" in total.why
    assert "110" in total.why
    assert "满分" in total.todo
    assert total.path == ("full_points",)
    start, end = total.span
    assert DOCUMENT[start:end] == "总分110分"


def test_places_stand_in_the_order_of_the_document(draft):
    spans = [place.span for place in places(draft)]

    assert spans == sorted(spans)


def test_a_blank_of_the_document_leads_to_the_open_figure_and_is_settled_by_filling_it_in(draft):
    blank = next(place for place in places(draft) if place.clause.endswith("二/1"))
    assert blank.path[-1] == "points"
    assert not blank.settled

    filled = draft.text.replace("name: 漏检, points: null", "name: 漏检, points: -2")
    assert filled != draft.text
    now = next(place for place in places(draft, filled) if place.key == blank.key)

    assert now.settled == "数值已在方案里填上"


def test_an_open_figure_is_listed_once(draft):
    """The document's own blank and the scheme's open figure are one place."""
    clauses = [place.clause for place in places(draft) if place.kind in {"blank", "blank_value"}]

    assert len(clauses) == len(set(clauses))


def test_an_open_figure_that_the_document_does_not_leave_blank_is_a_place_too(draft):
    text = draft.text.replace("points: -0.5", "points: null")

    (place,) = [each for each in places(draft, text) if each.kind == "blank"]

    assert "地面不洁" in place.quote
    assert place.path[-1] == "points"
    with pytest.raises(PolicyRefused, match="还空着"):
        settle_place(draft.source, place, "不管它", by=None, at=NOW)


def test_an_open_figure_that_was_filled_in_stays_among_the_places(draft):
    draft.source.report["blanks"] = ["第一条/一/1"]

    (place,) = [each for each in places(draft) if each.kind == "blank"]

    assert (place.quote[:6], place.settled) == ("1.教室卫生", "数值已在方案里填上")


def test_a_place_is_settled_by_a_word_and_opened_again(draft):
    office, total = make_user("office", name="高远"), place_of(draft, "total_mismatch")

    settle_place(draft.source, total, " 总分应为 100 分 ", by=office, at=NOW)
    settled = place_of(draft, "total_mismatch")
    assert (settled.settled, settled.settled_by, settled.settled_at) == ("总分应为 100 分", "高远", NOW)
    assert settled not in unsettled(places(draft))

    reopen_place(draft.source, settled)
    assert not place_of(draft, "total_mismatch").settled


def test_without_a_word_it_stays_open(draft):
    with pytest.raises(PolicyRefused, match="请写一句"):
        settle_place(draft.source, place_of(draft, "total_mismatch"), "  ", by=None, at=NOW)


def test_what_no_database_keeps_is_left_out_of_the_word(draft):
    settled = settle_place(draft.source, place_of(draft, "total_mismatch"), "改为\x00 100", by=None, at=NOW)
    settled.refresh_from_db()
    assert settled.word == "改为 100"


def test_the_document_and_its_settled_places_go_with_the_draft_to_the_version(draft):
    settle_place(draft.source, place_of(draft, "total_mismatch"), "改为 100", by=None, at=NOW)
    draft.text = (
        draft.text.replace("full_points: 110", "full_points: 100")
        .replace("name: 漏检, points: null", "name: 漏检, points: -2")
        .replace("fen: null", "fen: 100")
    )
    draft.save()

    version = put_on_record(draft, note="", by=None, at=NOW)

    source = SchemeSource.objects.get()
    assert (source.draft, source.version) == (None, version)
    kept = SchemeVersion.objects.get()
    assert [place.settled for place in places_of(source, kept.text) if place.kind == "total_mismatch"] == [
        "改为 100"
    ]


def test_a_text_that_is_no_yaml_still_has_its_places(draft):
    assert {place.kind for place in places(draft, "a: 1\na: 2\n")} >= {"total_mismatch", "blank_value"}
