"""The way of a scheme: library, draft, trial, record, in force; and what is refused on the way."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.ledger.models import Closure
from banheng.policies.drafting import begin_draft, text_mark
from banheng.policies.models import Adoption, SchemeDraft, SchemeVersion
from tests.factories import LIBRARY, NOW, TODAY, adopt, grant, make_school, make_user, put_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
TEXT = (LIBRARY / "primary-month" / "scheme.yaml").read_text(encoding="utf-8")
HYGIENE = "indicators/0/items/0"


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def office(client, small):
    user = make_user("office", name="王主任")
    grant(user, Role.MORAL_EDUCATION_OFFICE, small.school)
    client.force_login(user)
    return client


@pytest.fixture
def draft(small):
    return begin_draft(small.school, TEXT, by=None, at=NOW)


def address(name, **arguments):
    return reverse(name, kwargs={"school": "yucai", **arguments})


def said(response):
    return response.content.decode()


def sent_form(draft, **values):
    """The form of the first item as a browser sends it, with some values changed."""
    from tests.web.schemes.test_filling_in import HYGIENE as PATH  # noqa: PLC0415
    from tests.web.schemes.test_filling_in import Language, form_of, open_document, posted  # noqa: PLC0415

    form = form_of(open_document(draft.text), PATH, "", Language.ZH_HANS)
    return posted(form) | {"known_as": text_mark(draft.text), "do": "save"} | values


def test_a_scheme_of_the_library_becomes_a_draft(office):
    response = office.post(address("schemes-library-copy", code="000-F"))

    draft = SchemeDraft.objects.get()
    assert response["Location"] == address("schemes-draft", draft=draft.pk)
    assert "待填 1 处" in said(office.get(response["Location"]))


def test_the_library_is_chosen_from_by_stage_and_document(office):
    cards = said(office.get(address("schemes-library"), {"stage": "senior", "document": "own"}))

    assert "高中班主任学期多方评价方案" in cards
    assert "小学班主任月度考核方案" not in cards


def test_a_form_is_saved_into_the_text(office, draft):
    form = sent_form(draft, **{"rule/events/0/points": "-0.7"})

    office.post(address("schemes-part", draft=draft.pk, part=HYGIENE), form)

    draft.refresh_from_db()
    assert draft.text == TEXT.replace("地面不洁, points: -0.2", "地面不洁, points: -0.7")
    assert draft.changed_by.name == "王主任"


def test_the_check_says_what_would_be_wrong_and_saves_nothing(office, draft):
    form = sent_form(draft, full_points="13")

    checked = said(office.post(address("schemes-check", draft=draft.pk, part=HYGIENE), form))

    assert "含未保存的修改" in checked
    assert "错误" in checked
    draft.refresh_from_db()
    assert draft.text == TEXT


def test_the_check_shows_the_buttons_as_they_would_be(office, draft):
    form = sent_form(draft, **{"rule/events/0/name": "地面有纸屑"})

    assert "地面有纸屑" in said(office.post(address("schemes-check", draft=draft.pk, part=HYGIENE), form))


def test_an_event_is_added_with_a_blank_and_counted(office, draft):
    response = office.post(
        address("schemes-part", draft=draft.pk, part=HYGIENE), sent_form(draft, do="add:rule/events")
    )

    page = said(office.get(response["Location"]))
    assert response["Location"].endswith("#f-rule-events-4")
    assert "待填 1 处" in page
    assert f'href="/s/yucai/schemes/drafts/{draft.pk}/part/{HYGIENE}/#f-rule-events-4-points"' in page


def test_another_kind_of_rule_has_its_own_fields(office, draft):
    office.post(
        address("schemes-part", draft=draft.pk, part=HYGIENE), sent_form(draft, **{"rule/kind": "band"})
    )

    page = said(office.get(address("schemes-part", draft=draft.pk, part=HYGIENE)))
    assert 'name="rule/bands/0/points"' in page
    assert 'name="rule/events/0/points"' not in page


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(office, draft):
    form = sent_form(draft, name="卫生")
    SchemeDraft.objects.update(text=TEXT.replace("-0.2", "-0.3"))

    response = office.post(address("schemes-part", draft=draft.pk, part=HYGIENE), form)

    assert response.status_code == 409
    assert "您的修改还没有保存" in said(response)
    assert 'value="卫生"' in said(response)


@pytest.mark.parametrize("part", ["indicators/99", "indicators/0/items/0/rule", "title", "allowances/0", "x"])
def test_a_part_that_is_none_does_not_exist(office, draft, part):
    assert office.get(address("schemes-part", draft=draft.pk, part=part)).status_code == 404
    assert office.post(address("schemes-part", draft=draft.pk, part=part), {"do": "save"}).status_code == 404


@pytest.mark.parametrize(
    "do", ["remove:rule/nothing", "add:", "up:rule/events/77", "table:name", "remove:", "x:y"]
)
def test_an_action_that_makes_no_sense_does_no_harm(office, draft, do):
    response = office.post(address("schemes-part", draft=draft.pk, part=HYGIENE), sent_form(draft, do=do))

    assert response.status_code in {302, 404}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
HOSTILE = [
    ("a bomb of aliases", BOMB.encode(), "超过 50,000 项"),
    ("itself inside itself", b"a: &a [*a]\n", "嵌套太深"),
    ("very deep", b"a: " + b"[" * 5000, "嵌套太深"),
    ("not UTF-8", "title: 方案".encode("gb18030"), "不是 UTF-8"),
    ("not YAML", b"title: [1, 2\n", "不是有效的 YAML"),
    ("full-width colon", "title：方案\nscheme: x\n".encode(), "全角冒号"),
    ("too large", b"# " + b"x" * 2_100_000, "超过 2 MB"),
    ("nothing", b"", "方案应由"),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00", "不是 UTF-8"),
]


@pytest.mark.parametrize(
    ("content", "reason"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE]
)
def test_a_file_that_is_no_scheme_is_refused_with_the_reason(office, content, reason):
    file = SimpleUploadedFile("../../方案.yaml", content)

    response = office.post(address("schemes-upload"), {"file": file})

    assert response.status_code == 422
    assert reason in said(response)
    assert "tmp/" not in said(response)
    assert not SchemeDraft.objects.exists()


def test_an_object_of_a_program_is_only_text(office):
    office.post(address("schemes-upload"), {"text": "scheme: !!python/object/apply:os.system ['x']\n"})

    draft = SchemeDraft.objects.get()
    assert office.get(address("schemes-draft", draft=draft.pk)).status_code in {200, 302}


def test_a_text_that_is_no_yaml_stays_in_the_page_unsaved(office, draft):
    form = {"text": "title: [", "known_as": text_mark(TEXT)}

    response = office.post(address("schemes-text", draft=draft.pk), form)

    assert "没有保存" in said(response)
    assert "title: [" in said(response)
    draft.refresh_from_db()
    assert draft.text == TEXT


def test_a_key_twice_is_mended_in_the_text_first(office, small):
    twice = begin_draft(small.school, TEXT + "title: 又一个\n", by=None, at=NOW)

    response = office.get(address("schemes-draft", draft=twice.pk))

    assert response["Location"] == address("schemes-text", draft=twice.pk)


def test_a_trial_says_who_gains_and_who_loses(office, small):
    adopt(small.school)
    put_one(small.school, school_class="101", day=date(2026, 9, 10), quantity="5")
    draft = begin_draft(
        small.school, TEXT.replace("地面不洁, points: -0.2", "地面不洁, points: -1"), by=None, at=NOW
    )

    page = said(office.get(address("schemes-try", draft=draft.pk), {"period": "2026-09"}))

    assert "总分 0 人上升、1 人下降、3 人不变" in page
    assert "一年级1班" in page
    # 4 points less; without attendance records the routine counts 50 for 40, so 5 points and 5 yuan
    assert "减少最多的 5.00 元" in page


def test_a_trial_says_how_many_records_the_draft_does_not_know(office, small):
    adopt(small.school)
    put_one(small.school, day=date(2026, 9, 10))
    draft = begin_draft(
        small.school, TEXT.replace("unswept: {name: 地面不洁", "dirty: {name: 有灰尘"), by=None, at=NOW
    )

    page = said(office.get(address("schemes-try", draft=draft.pk), {"period": "2026-09"}))

    assert "有 1 条在这份草稿里没有对应的事项" in page


def test_a_draft_goes_on_record_and_in_force(office, draft):
    response = office.post(address("schemes-record", draft=draft.pk), {"note": "校务会通过"})
    version = SchemeVersion.objects.get()
    assert response["Location"] == address("schemes-version", version=version.pk)

    office.post(address("schemes-adopt", version=version.pk), {"first": "2026-11-01", "reason": "校务会"})

    adoption = Adoption.objects.get()
    assert (adoption.version, adoption.first, adoption.decided_by.name) == (
        version,
        date(2026, 11, 1),
        "王主任",
    )
    assert "将生效" in said(office.get(address("schemes")))


def test_a_draft_with_blanks_does_not_go_on_record(office, small):
    blank = begin_draft(small.school, TEXT.replace("full_points: 12", "full_points: null"), by=None, at=NOW)

    response = office.post(address("schemes-record", draft=blank.pk))

    assert response.status_code == 422
    assert "还有 1 处数值待填，不能备案" in said(response)


def test_a_closed_period_keeps_its_scheme(office, small):
    adopt(small.school)
    other = adopt(small.school, text=TEXT.replace("-0.2", "-0.3"), first=date(2026, 12, 1))
    Closure.objects.create(
        school=small.school,
        scheme_code="primary-month",
        first=date(2026, 9, 1),
        last=date(2026, 9, 30),
        label="2026年9月",
    )

    response = office.post(address("schemes-adopt", version=other.pk), {"first": "2026-09-15"})

    assert response.status_code == 422
    assert "请从 2026-10-01 或以后的日期起生效" in said(response)


@pytest.mark.parametrize("first", ["", "明天", "2026-02-30"])
def test_a_day_that_is_none_is_asked_for_again(office, small, first):
    version = adopt(small.school)

    response = office.post(address("schemes-adopt", version=version.pk), {"first": first})

    assert response.status_code == 422
    assert "请填写生效日期" in said(response)


def test_what_belongs_to_another_school_does_not_exist_here(office):
    other = make_school("other", "另一所小学")
    draft, version = begin_draft(other.school, TEXT, by=None, at=NOW), adopt(other.school)

    for name in ("schemes-draft", "schemes-text", "schemes-download", "schemes-try", "schemes-record"):
        assert office.get(address(name, draft=draft.pk)).status_code == 404
    for name in ("schemes-version", "schemes-version-text", "schemes-template", "schemes-adopt"):
        assert office.get(address(name, version=version.pk)).status_code == 404
    own = adopt(office.get(address("schemes")).wsgi_request.access.school)
    assert office.get(address("schemes-compare", before=own.pk, after=version.pk)).status_code == 404


def test_a_template_is_a_workbook_with_the_classes_of_today(office, small):
    version = adopt(small.school)

    response = office.get(address("schemes-template", version=version.pk))

    assert response.content.startswith(b"PK")
    assert "primary-month-v1.xlsx" in response["Content-Disposition"]


def test_versions_are_compared_in_words(office, small):
    before = adopt(small.school)
    after = adopt(
        small.school, text=TEXT.replace("地面不洁, points: -0.2", "地面不洁, points: -0.7"), first=TODAY
    )

    page = said(office.get(address("schemes-compare", before=before.pk, after=after.pk)))

    assert "地面不洁: 每处 -0.7" in page


def test_the_form_and_the_words_of_a_scheme_are_english_where_english_is_asked_for(office, small, draft):
    version = adopt(small.school)

    form = said(
        office.get(address("schemes-part", draft=draft.pk, part=HYGIENE), headers={"accept-language": "en"})
    )
    table = said(
        office.get(address("schemes-version", version=version.pk), headers={"accept-language": "en"})
    )

    assert "full points" in form
    assert "-0.2 per place" in form
    assert "starts from full points" in table
