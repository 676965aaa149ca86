from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from banheng.duties.management.pupils import add_pupil_arguments, find_pupil
from banheng.duties.work.deleting import data_of

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Give everything that is kept about a pupil, for a guardian who asks; nothing about other pupils."""

    help = "导出一名学生的全部数据，供监护人查阅 / Give what is kept about a pupil, for a guardian"

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_pupil_arguments(parser)

    def handle(self, *args: Any, school: str, pupil: str, **options: Any) -> None:  # noqa: ARG002
        found = find_pupil(school, pupil)
        given = {
            "school": found.school.name,
            "code": found.code,
            "name": found.name,
            "boarder": found.boarder,
            "classes": [
                {
                    "class": each.school_class.code,
                    "first": each.first.isoformat(),
                    "last": each.last and each.last.isoformat(),
                }
                for each in found.enrolments.select_related("school_class")
            ],
            "guardians": list(found.guardians.values("name", "relationship", "phone")),
            "work_records": data_of(found),
        }
        self.stdout.write(json.dumps(given, ensure_ascii=False, indent=2))
