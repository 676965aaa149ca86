"""The school's own questionnaires on the pages: copied, edited question by question, kept as versions."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.core.wording import Language
from banheng.policies.drafting import text_mark
from banheng.questionnaires.instrument import About, Group, Instrument, Option, Question, QuestionKind
from banheng.questionnaires.loading import list_instruments, parse_instrument
from banheng.surveys.models import InstrumentDraft, InstrumentVersion, Survey
from banheng.web.schemes.grammar import LANGUAGES
from banheng.web.schemes.labels import key_label, word_label
from tests.factories import NOW, TODAY, make_one_of_each, make_school
from tests.surveys.conftest import INSTRUMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def client(client, small):
    client.force_login(make_one_of_each(small)[Role.MORAL_EDUCATION_OFFICE])
    return client


@pytest.fixture
def draft(small):
    return InstrumentDraft.objects.create(
        school=small.school, title="班级满意度", text=INSTRUMENT, changed_at=NOW
    )


def address(name, *arguments):
    return reverse(name, args=["yucai", *arguments])


def text_of(response):
    return response.content.decode()


def save(client, draft, part="head", do="save", **said):
    draft.refresh_from_db()
    form = {name.replace("__", "/"): value for name, value in said.items()}
    form |= {"do": do, "known_as": text_mark(draft.text)}
    if part == "head":
        form.setdefault("groups", ["pupil", "guardian", "peer", "self"])
    page = client.post(address("surveys-part", draft.pk, part), form, follow=True)
    draft.refresh_from_db()
    return page


def instrument_of(draft):
    return parse_instrument(draft.text).instrument


@pytest.mark.parametrize("code", list_instruments())
def test_every_questionnaire_of_the_library_can_be_copied_and_opened_part_by_part(client, code):
    page = client.post(address("surveys-instrument-copy"), {"source": code}, follow=True)

    draft = InstrumentDraft.objects.get()
    assert page.status_code == 200
    last = len(instrument_of(draft).questions) - 1
    assert client.get(address("surveys-part", draft.pk, f"questions/{last}")).status_code == 200
    assert client.get(address("surveys-part", draft.pk, f"questions/{last + 1}")).status_code == 404


def test_the_head_and_a_question_are_changed_in_the_form_and_the_rest_of_the_text_stays(client, draft):
    save(client, draft, title="新名称", least="7", groups=["guardian", "peer", "self", "pupil"])
    page = save(client, draft, "questions/0", text="关心每个学生", text_en="Cares", options__1__name="还行")

    now = instrument_of(draft)
    assert "已保存" in text_of(page)
    assert (now.title, now.least, now.questions[0].text, now.questions[0].text_en) == (
        *("新名称", 7, "关心每个学生", "Cares"),
    )
    assert [option.name for option in now.questions[0].options] == ["好", "还行", "差"]
    assert "{code: fair, text: 处事公正, kind: score, greatest: 5}" in draft.text


def codes(draft):
    return [question.code for question in instrument_of(draft).questions]


def test_questions_are_added_moved_and_removed(client, draft):
    save(client, draft, do="add:/questions")
    assert codes(draft) == ["care", "fair", "words", "question_1"]

    save(client, draft, "questions/3", do="up:/questions/3")
    save(client, draft, "questions/0", do="down:/questions/0")
    assert codes(draft) == ["fair", "care", "question_1", "words"]

    save(client, draft, "questions/2", do="remove:/questions/2")
    assert codes(draft) == ["fair", "care", "words"]


def test_options_are_added_and_removed(client, draft):
    save(client, draft, "questions/0", do="add:options")
    save(client, draft, "questions/0", options__3__name="很差", options__3__mark="1")
    save(client, draft, "questions/0", do="remove:options/1")

    options = instrument_of(draft).questions[0].options
    assert [(option.name, option.mark) for option in options] == [("好", 50_000), ("差", 0), ("很差", 10_000)]


def test_another_kind_of_question_gets_what_it_needs(client, draft):
    save(client, draft, "questions/1", kind="text")
    assert instrument_of(draft).questions[1].greatest is None

    page = save(client, draft, "questions/1", kind="levels")
    assert "待填" in text_of(page)  # the greatest mark
    assert draft.text.count("未命名") == 2

    save(client, draft, "questions/1", kind="yes_no", greatest="1")
    assert instrument_of(draft).questions[1].options == ()


def test_options_that_are_written_once_for_several_questions_do_not_change_together(client):
    client.post(address("surveys-instrument-copy"), {"source": "default"})
    draft = InstrumentDraft.objects.get()
    save(client, draft, "questions/2", options__0__name="非常同意")

    names = [question.options[0].name for question in instrument_of(draft).questions[:4]]
    assert names == ["完全同意", "完全同意", "非常同意", "完全同意"]


def test_what_is_wrong_is_said_beside_the_field_before_it_is_saved(client, draft):
    checked = client.post(address("surveys-part-check", draft.pk, "questions/0"), {"greatest": "6"})

    assert "最高的一档必须等于 greatest" in text_of(checked)
    draft.refresh_from_db()
    assert draft.text == INSTRUMENT


def test_who_saves_over_somebody_else_is_told(client, draft):
    stale = text_mark("another text")
    page = client.post(address("surveys-part", draft.pk, "head"), {"title": "我的", "known_as": stale})

    assert page.status_code == 409
    assert "刚刚改过这份草稿" in text_of(page)


def test_the_text_is_edited_too_and_one_that_is_no_yaml_is_refused(client, draft):
    where = address("surveys-draft-text", draft.pk)
    mark = text_mark(draft.text)

    assert client.post(where, {"text": "a: [", "known_as": mark}).status_code == 422
    assert "不认识的字段" in text_of(
        client.post(address("surveys-text-check", draft.pk), {"text": INSTRUMENT + "colour: red\n"})
    )
    client.post(where, {"text": INSTRUMENT.replace("least: 5", "least: 9"), "known_as": mark})
    assert instrument_of(InstrumentDraft.objects.get()).least == 9


def test_a_text_that_the_form_cannot_show_is_put_right_as_a_text(client, small):
    broken = InstrumentDraft.objects.create(school=small.school, text="questions: 3", changed_at=NOW)

    page = client.get(address("surveys-draft", broken.pk), follow=True)

    assert "请先在文本里改正" in text_of(page)


def test_a_draft_becomes_a_version_which_a_survey_is_opened_with(client, draft):
    page = client.post(address("surveys-draft-save", draft.pk), follow=True)
    version = InstrumentVersion.objects.get()
    assert (version.number, version.code, version.text) == (1, "own", INSTRUMENT)
    assert "已存为“班级满意度 第1版”" in text_of(page)
    assert not InstrumentDraft.objects.exists()

    last = TODAY + timedelta(days=5)
    form = {"library": f"own:{version.pk}", "first": TODAY.isoformat(), "last": last.isoformat()}
    client.post(address("surveys-new"), form)
    survey = Survey.objects.get()
    assert (survey.version, survey.text) == (version, INSTRUMENT)


def test_a_change_is_a_new_version_and_the_same_again_is_none(client, draft):
    client.post(address("surveys-draft-save", draft.pk))
    source = {"source": f"own:{InstrumentVersion.objects.get().pk}"}
    client.post(address("surveys-instrument-copy"), source)
    copy = InstrumentDraft.objects.get()

    again = client.post(address("surveys-draft-save", copy.pk), follow=True)
    assert "与第 1 版内容相同" in text_of(again)

    save(client, copy, title="新名称")
    client.post(address("surveys-draft-save", copy.pk))
    assert [version.number for version in InstrumentVersion.objects.order_by("number")] == [1, 2]


def test_a_draft_with_blanks_or_faults_becomes_no_version(client, draft):
    for text, reason in (
        (("least: 5", "least: 1"), "此处不能小于 3"),
        (("scale: 100", "scale: null"), "没写明"),
    ):
        InstrumentDraft.objects.update(text=INSTRUMENT.replace(*text))
        page = client.post(address("surveys-draft-save", draft.pk), follow=True)
        assert reason in text_of(page)
    assert not InstrumentVersion.objects.exists()


def test_the_database_refuses_to_change_a_version(client, draft):
    client.post(address("surveys-draft-save", draft.pk))

    with pytest.raises(DatabaseError), transaction.atomic():
        InstrumentVersion.objects.update(title="别的")
    with pytest.raises(DatabaseError), transaction.atomic():
        InstrumentVersion.objects.all().delete()


def test_schemes_and_questionnaires_have_no_part_of_the_same_name():
    """The form finds the parts of both by their names."""
    parts = [set(model.model_json_schema(mode="validation")["$defs"]) for model in LANGUAGES.values()]

    assert set.intersection(*parts) == set()


def test_every_key_and_word_of_a_questionnaire_is_called_something_in_chinese():
    words = {"about": About, "groups": Group, "kind": QuestionKind}
    for model in (Instrument, Question, Option):
        for key in model.model_fields:
            assert key_label(model.__name__, key, Language.ZH_HANS)
            if key in words:
                for word in words[key]:
                    assert word_label(model.__name__, key, word.value, Language.ZH_HANS)
