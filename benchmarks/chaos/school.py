"""Small schools in the middle of their work, made by the use cases of the site; needs the apps to be loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.factories import SmallSchool, adopt, make_school, make_user, put_one
from tests.web.running_site import Browser

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import Role
from banheng.assessment.computing import compute
from banheng.assessment.finalising import finalise
from banheng.assessment.models import AppealRule
from banheng.assessment.periods import find_period
from banheng.assessment.publishing import publish
from banheng.assessment.reviewing import review
from banheng.schools.models import AcademicYear, Term

if TYPE_CHECKING:
    from http.cookies import SimpleCookie

    from banheng.assessment.models import ScoreSheet

ROLES = {
    "inspector": Role.DUTY_INSPECTOR,
    "principal": Role.PRINCIPAL,
    "office": Role.MORAL_EDUCATION_OFFICE,
    "bookkeeper": Role.BOOKKEEPER,
}
SCHEME = "primary-month"
CONTACT = "德育处"


class People:
    """Accounts that are signed in; those of the roles serve every school."""

    def __init__(self) -> None:
        self.users = {name: make_user(name) for name in ROLES}
        self._cookies: dict[str, SimpleCookie] = {}

    def browser(self, site_port: int, username: str) -> Browser:
        """Open a browser of somebody who has signed in before."""
        browser = Browser(site_port)
        browser.cookies.update(self._cookies[username])
        return browser

    def sign_in(self, user: User) -> None:
        client = Client()
        client.force_login(user)
        cookies = client.cookies
        cookies[settings.CSRF_COOKIE_NAME] = "c" * 32
        self._cookies[user.username] = cookies


@dataclass(frozen=True)
class Place:
    """A school with the first days of its last three whole months, the oldest first."""

    small: SmallSchool
    people: People
    months: tuple[date, ...]

    @property
    def code(self) -> str:
        return self.small.school.code


def make_place(code: str, people: People) -> Place:
    """Make a school with two schemes, whose roles are held by the people."""
    today = timezone.localdate()
    months = [today.replace(day=1)]
    while len(months) <= 3:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    first = months[-1]
    small = make_school(code, f"学校{code}", opened=first)
    AcademicYear.objects.filter(school=small.school).update(first=first, last=today + timedelta(days=60))
    Term.objects.filter(academic_year__school=small.school).update(
        first=first, last=today + timedelta(days=59)
    )
    for name, role in ROLES.items():
        RoleGrant.objects.create(user=people.users[name], role=role, school=small.school, first=first)
    for staff in small.teachers.values():
        make_user(f"{code}-{staff.code}", staff=staff)
    adopt(small.school, SCHEME, first=first)
    AppealRule.objects.create(
        school=small.school, notice_days=5, ruling_days=3, contact=CONTACT, changed_at=timezone.now()
    )
    return Place(small, people, tuple(reversed(months[1:])))


def reviewed(place: Place, month: date) -> ScoreSheet:
    """Take a month with a record for each class to its review."""
    now = timezone.now()
    for school_class in place.small.classes:
        put_one(place.small.school, day=month, school_class=school_class, at=now)
    scored = find_period(place.small.school, SCHEME, f"{month:%Y-%m}", timezone.localdate())
    compute(scored, by=place.people.users["office"], at=now)
    return review(scored, remark="", by=place.people.users["office"], at=now)


def published(place: Place, month: date) -> ScoreSheet:
    sheet = reviewed(place, month)
    return _on_notice(sheet, place, days_ago=0)


def final(place: Place, month: date) -> ScoreSheet:
    sheet = _on_notice(reviewed(place, month), place, days_ago=15)
    finalise(sheet, by=place.people.users["office"], at=timezone.now())
    sheet.refresh_from_db()
    return sheet


def _on_notice(sheet: ScoreSheet, place: Place, *, days_ago: int) -> ScoreSheet:
    at = timezone.now() - timedelta(days=days_ago)
    publish(sheet, school_days=5, contact=CONTACT, by=place.people.users["principal"], at=at)
    sheet.refresh_from_db()
    return sheet
