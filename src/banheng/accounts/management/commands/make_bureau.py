from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from banheng.schools.models import Bureau, School

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Make a bureau, or change its name, what it is under, and which schools it has."""

    help = "建立教育局，划入学校 / Make a bureau, and put schools under it"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="代码：小写字母、数字、连字符 / letters, digits, hyphens")
        parser.add_argument("name", help="名称，例如 衡山区教育局 / its name")
        parser.add_argument("--parent", help="上级教育局的代码 / code of the bureau above")
        parser.add_argument(
            "--school",
            action="append",
            default=[],
            help="划入的学校代码，可重复 / code of a school, repeatable",
        )

    @transaction.atomic
    def handle(
        self,
        *args: Any,  # noqa: ARG002 -- Django's interface
        code: str,
        name: str,
        parent: str | None,
        school: list[str],
        **options: Any,  # noqa: ARG002
    ) -> None:
        made = Bureau.objects.filter(code=code).first() or Bureau(code=code)
        made.name = name
        if parent is not None:
            made.parent = _above(made, parent)
        try:
            made.full_clean(validate_unique=False)
        except ValidationError as error:
            raise CommandError("；".join(error.messages), returncode=2) from error
        made.save()
        found = School.objects.filter(code__in=school)
        if missing := set(school) - set(found.values_list("code", flat=True)):
            raise CommandError(
                f"没有代码为“{'、'.join(sorted(missing))}”的学校 / no such school", returncode=2
            )
        found.update(bureau=made)
        self.stdout.write(f"{made.code} {made.name}：{made.schools.count()} 所学校 / schools")


def _above(bureau: Bureau, code: str) -> Bureau:
    parent = Bureau.objects.filter(code=code).first()
    if parent is None:
        raise CommandError(f"没有代码为“{code}”的教育局 / no bureau has the code '{code}'", returncode=2)
    above: Bureau | None = parent
    while above is not None:
        if above == bureau:
            raise CommandError("教育局不能在自己下面 / a bureau cannot be under itself", returncode=2)
        above = above.parent
    return parent
