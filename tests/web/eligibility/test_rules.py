"""Putting rules in force on the web: the library, the settings, the text with its faults, versions and their end."""

from datetime import date

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.models import RulesVersion
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.answer import Outcome
from banheng.eligibility.loading import list_packs, pack_path
from banheng.eligibility.pack import RuleKind
from banheng.web.eligibility.saying import GROUP_OF, KIND_NAMES
from tests.factories import NOW, TODAY, grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def sign_in(client, small):
    def signed_in(role):
        user = make_user(role.value)
        grant(user, role, small.school)
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def principal(sign_in):
    return sign_in(Role.PRINCIPAL)


def library(code):
    return pack_path(code).read_text(encoding="utf-8")


def at(small, name, *arguments):
    return reverse(f"eligibility-{name}", args=[small.school.code, *arguments])


@pytest.mark.parametrize("code", list_packs())
def test_each_pack_of_the_library_is_shown_in_words_and_offered_with_its_choices(principal, small, code):
    shown = principal.get(at(small, "library", code))
    editor = principal.get(at(small, "new"), {"from": code})

    assert (shown.status_code, editor.status_code) == (200, 200)
    for setting in shown.context["settings"]:
        for option in setting["options"]:
            assert option["consequence"] in editor.content.decode()


def test_every_kind_of_rule_has_a_name_and_every_outcome_its_group():
    assert set(KIND_NAMES) == set(RuleKind)
    assert set(GROUP_OF) == set(Outcome)


def test_open_choices_are_asked_for_and_then_the_rules_are_in_force(principal, small):
    text = library("001-V")
    refused = principal.post(at(small, "adopt"), {"text": text, "first": "2026-10-01"})
    assert refused.status_code == 422
    assert "教龄不满三年的新教师能不能当班主任" in refused.content.decode()
    assert not RulesVersion.objects.exists()

    said = {"text": text, "first": "2026-10-01", "choice:newcomers": "paired", "choice:stage": "six_years"}
    done = principal.post(at(small, "adopt"), said, follow=True)

    version = RulesVersion.objects.get()
    assert version.choices == {"newcomers": "paired", "stage": "six_years"}
    assert "连续任职十二年后休整六年。" in done.content.decode()


def test_a_blank_of_a_chosen_option_is_named_with_its_line(principal, small):
    said = {"text": library("001-V"), "choice:newcomers": "paired", "choice:stage": "own"}

    page = principal.post(at(small, "check"), said).content.decode()

    assert "此处数值留空" in page
    assert "第 " in page


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("a: [", "YAML", id="no YAML"),
        pytest.param(
            library("default").replace("kind: serve", "kind: serbe", 1), "第 ", id="a word misspelt"
        ),
        pytest.param("", "", id="nothing"),
        pytest.param("pack: x", "第 ", id="half a pack"),
    ],
)
def test_faults_are_shown_while_one_writes(principal, small, text, fault):
    response = principal.post(at(small, "check"), {"text": text})

    assert response.status_code == 200
    assert fault in response.content.decode()
    assert principal.post(at(small, "adopt"), {"text": text, "first": "2026-10-01"}).status_code == 422


def test_a_pack_of_very_many_choices_is_not_tried_in_all_of_them(principal, small):
    settings = "".join(
        f"  - {{code: s{number}, name: 甲, name_en: a, chosen: x, options: ["
        "{code: x, name: 乙, name_en: b, consequence: 丙, consequence_en: c}, "
        "{code: y, name: 丁, name_en: d, consequence: 戊, consequence_en: e}]}\n"
        for number in range(40)
    )
    text = library("default").replace("rules:\n", f"settings:\n{settings}rules:\n", 1)

    assert principal.post(at(small, "check"), {"text": text}).status_code == 200


def test_a_newer_version_takes_over_and_the_last_day_ends_it(principal, small):
    for first in ("2026-09-01", "2026-10-10"):
        principal.post(at(small, "adopt"), {"text": library("default"), "first": first})
    older, newer = RulesVersion.objects.order_by("number")
    assert (older.last, newer.last) == (date(2026, 10, 9), None)

    principal.post(at(small, "end", newer.pk), {"last": "2026-12-31"})

    newer.refresh_from_db()
    assert newer.last == date(2026, 12, 31)


def test_the_office_looks_checks_and_downloads_but_does_not_put_in_force(sign_in, small):
    office = sign_in(Role.MORAL_EDUCATION_OFFICE)
    text = library("default")

    page = office.get(at(small, "new"), {"from": "default"}).content.decode()
    file = office.post(at(small, "download"), {"text": text})

    assert "由校长启用" in page
    assert file.content.decode() == text
    assert office.post(at(small, "adopt"), {"text": text, "first": "2026-10-01"}).status_code == 403


def test_a_version_is_shared_as_the_text_that_it_is(principal, small):
    version = put_rules_in_force(small.school, library("default"), {}, first=TODAY, by=None, at=NOW)

    assert principal.get(at(small, "version-text", version.pk)).content.decode() == library("default")


def test_an_unknown_pack_or_the_version_of_another_school_is_not_found(principal, small):
    other = make_school("other", "另一所")
    version = put_rules_in_force(other.school, library("default"), {}, first=TODAY, by=None, at=NOW)

    assert principal.get(at(small, "library", "no-such")).status_code == 404
    assert principal.get(at(small, "library", "..")).status_code == 404
    assert principal.get(at(small, "version", version.pk)).status_code == 404
