from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from banheng.accounts.errors import AccountRefused
from banheng.accounts.granting import grant_bureau_role, note
from banheng.accounts.models import AccountEvent, User
from banheng.accounts.opening import first_password
from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.schools.models import Bureau

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Give an account a role in a bureau; with a name, the account is opened if there is none."""

    help = "授予教育局的角色 / Give an account a role in a bureau"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("login", help="用户名 / user name")
        parser.add_argument("role", choices=sorted(BUREAU_ROLES), help="角色 / role")
        parser.add_argument("bureau", help="教育局的代码 / code of the bureau")
        parser.add_argument(
            "--name", help="姓名；没有这个账号时开通一个 / opens the account if there is none"
        )

    @transaction.atomic
    def handle(
        self,
        *args: Any,  # noqa: ARG002 -- Django's interface
        login: str,
        role: str,
        bureau: str,
        name: str | None,
        **options: Any,  # noqa: ARG002
    ) -> None:
        found = Bureau.objects.filter(code=bureau).first()
        if found is None:
            raise CommandError(
                f"没有代码为“{bureau}”的教育局 / no bureau has the code '{bureau}'", returncode=2
            )
        now, password = timezone.now(), ""
        user = User.objects.filter(username__iexact=login).first()
        if user is None:
            if not name:
                raise CommandError(
                    f"没有用户“{login}”；要开通账号请加 --name 姓名 / no user '{login}'; --name opens one",
                    returncode=2,
                )
            password = first_password()
            user = User.objects.create_user(login, password=password, name=name, must_change_password=True)
            note(user, AccountEvent.Kind.OPENED, by=None, at=now)
        try:
            made = grant_bureau_role(user, Role(role), found, first=timezone.localdate(now), at=now)
        except AccountRefused as refused:
            raise CommandError(str(refused), returncode=2) from refused
        self.stdout.write(f"{user.username} {made.get_role_display()} {found.name}")
        if password:
            self.stdout.write(f"首次密码 / first password: {password}")
