"""Answer the rules in force for all teachers of many schools, as a county asks."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from banheng.core.wording import Language
from banheng.development.eligible import answered
from banheng.eligibility.saying import missing
from banheng.schools.models import School, Staff
from banheng.spreadsheets.dates import read_day
from banheng.spreadsheets.result_table import no_formula

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator
    from datetime import date

HEADER = ("school", "teacher", "pack", "rule", "clause", "outcome", "missing")


class Command(BaseCommand):
    help = "Answer the rules in force for the teachers of schools: one line of CSV for each teacher and rule."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--school", nargs="+", default=[], metavar="CODE", help="codes of schools")
        parser.add_argument("--all", action="store_true", help="every school of the site")
        parser.add_argument("--day", default="", help="as of a day, such as 2026-09-01; without it today")
        parser.add_argument("--format", choices=("csv",), default="csv")
        parser.add_argument("--language", choices=[each.value for each in Language], default=Language.ZH_HANS)

    def handle(self, **options: Any) -> None:
        day = read_day(options["day"]) if options["day"] else timezone.localdate()
        if day is None:
            raise CommandError(f"'{options['day']}' is no day. Write it as 2026-09-01.")
        if bool(options["school"]) == options["all"]:
            raise CommandError("Name schools with --school CODE ..., or take --all.")
        schools = School.objects.order_by("code")
        if options["school"]:
            schools = schools.filter(code__in=options["school"])
            if lost := set(options["school"]) - {school.code for school in schools}:
                raise CommandError(f"There is no school with the code {', '.join(sorted(lost))}.")
        out = csv.writer(self.stdout, lineterminator="\n")
        out.writerow(HEADER)
        for school in schools:
            out.writerows(_rows(school, day, Language(options["language"])))


def _rows(school: School, day: date, language: Language) -> Iterator[list[str]]:
    for each in answered(school, list(Staff.objects.filter(school=school, left=None)), day):
        for version, answer in each.answers:
            yield [
                school.code,
                no_formula(each.staff.code),
                version.code,
                answer.rule.code,
                " ".join(answer.rule.clause),
                answer.outcome.value,
                no_formula("; ".join(missing(answer.seen, language, answer.wanted))),
            ]
