"""From the clauses that score nothing to the pages where duties and rules are put in force."""

import re

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.eligibility.loading import parse_pack as parse_rules
from banheng.policies.drafting_from_document import begin_draft_from_document
from banheng.routines.loading import parse_pack as parse_duties
from tests.factories import NOW, make_one_of_each, make_school

pytestmark = pytest.mark.django_db
DOCUMENT = """城南小学班主任月度考核办法
总分100分。
一、班级常规（100分）
1.教室卫生（100分）：地面不洁每处扣0.5分，扣完为止。
二、班主任职责
1.每周召开一次班会。
2.学校每学期组织一次班主任培训。
三、任职条件
1.任班主任的教师教龄满三年。
2.热爱学生。
"""


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def draft(school):
    (made,) = begin_draft_from_document(school.school, "办法.txt", DOCUMENT.encode(), by=None, at=NOW)
    return made


@pytest.fixture
def office(client, school):
    client.force_login(make_one_of_each(school)[Role.MORAL_EDUCATION_OFFICE])
    return client


def page(client, name, *arguments, **query):
    return client.get(reverse(name, args=["yucai", *arguments]), query)


def test_the_page_of_the_document_leads_to_what_the_other_clauses_became(office, draft):
    there = reverse("schemes-unscored", args=["yucai", draft.pk])

    assert there in page(office, "schemes-source", draft.pk).content.decode()
    shown = office.get(there).content.decode()
    assert "每周召开一次班会" in shown
    assert re.search("组织一次班主任培训.*没有写明由谁做", shown)
    assert "没有读出这样的条款" in shown


def test_what_was_drafted_can_be_downloaded_and_loads(office, draft):
    duties = page(office, "schemes-unscored-file", draft.pk, "duties")
    rules = page(office, "schemes-unscored-file", draft.pk, "eligibility")

    assert duties["Content-Disposition"].startswith("attachment")
    assert [duty.name for duty in parse_duties(duties.content.decode()).pack.duties] == ["每周召开一次班会"]
    assert [rule.kind for rule in parse_rules(rules.content.decode()).pack.rules] == ["serve"]
    assert page(office, "schemes-unscored-file", draft.pk, "targets").status_code == 404
    assert page(office, "schemes-unscored-file", draft.pk, "others").status_code == 404


def test_a_drafted_pack_is_prefilled_where_packs_are_put_in_force_and_goes_in_force(office, draft, school):
    filled = page(office, "duties-new", document=draft.pk).context["form"].initial

    answer = office.post(
        reverse("duties-new", args=["yucai"]), {"text": filled["text"], "first": "2026-09-01"}
    )

    assert answer.status_code == 302
    assert school.school.duty_packs.get().title == "城南小学班主任月度考核办法"


def test_drafted_rules_are_prefilled_and_checked_where_rules_are_put_in_force(office, draft):
    filled = page(office, "eligibility-new", document=draft.pk)

    assert filled.context["checked"].findings == []
    assert parse_rules(filled.context["text"]).pack.rules


@pytest.mark.parametrize("name", ["duties-new", "eligibility-new"])
@pytest.mark.parametrize("document", ["0", "a", "99999"])
def test_a_document_that_is_not_there_is_not_found(office, draft, name, document):
    assert page(office, name, document=document).status_code == 404


def test_a_document_of_another_school_is_not_found(client, draft):
    stranger = make_one_of_each(make_school(code="other"))[Role.MORAL_EDUCATION_OFFICE]
    client.force_login(stranger)

    assert client.get(reverse("duties-new", args=["other"]), {"document": draft.pk}).status_code == 404
    assert client.get(reverse("schemes-unscored", args=["other", draft.pk])).status_code == 404


def test_a_draft_without_a_document_has_no_such_page(office, draft):
    draft.source.delete()

    assert page(office, "schemes-unscored", draft.pk).status_code == 404


def test_a_document_in_which_nothing_scores_leads_to_its_duties_all_the_same(office, school):
    text = "城南小学班主任职责\n一、班主任职责\n1.每周召开一次班会。\n2.热爱学生。\n"
    (made,) = begin_draft_from_document(school.school, "职责.txt", text.encode(), by=None, at=NOW)

    assert "每周召开一次班会" in page(office, "schemes-unscored", made.pk).content.decode()
    assert "每周召开一次班会" in page(office, "duties-new", document=made.pk).content.decode()
    for name in (
        "schemes-draft",
        "schemes-source",
        "schemes-repair",
        "schemes-checks",
        "schemes-text",
        "schemes-screen",
    ):
        assert page(office, name, made.pk).status_code == 200, name
