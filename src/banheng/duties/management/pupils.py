"""How commands name a pupil."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import CommandError

from banheng.schools.models import Pupil

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_pupil_arguments(parser: ArgumentParser) -> None:
    """Ask for the codes of school and pupil."""
    parser.add_argument("school", help="学校代码 / code of the school")
    parser.add_argument("pupil", help="学号 / code of the pupil")


def find_pupil(school: str, code: str) -> Pupil:
    """Give a pupil by the codes of school and pupil.

    Raises:
        CommandError: there is none.
    """
    found = Pupil.objects.select_related("school").filter(school__code=school, code=code).first()
    if found is None:
        raise CommandError(
            f"学校 {school} 的名册里没有学号 {code}，请核对 / no pupil {code} on the roster of school {school}"
        )
    return found
