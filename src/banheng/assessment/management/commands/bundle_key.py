from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from banheng.bundles.signing import fingerprint_of
from banheng.core.errors import KeyUnreadable
from banheng.ledger.site_key import public_key


class Command(BaseCommand):
    """Show the public key of this site and its fingerprint."""

    help = "显示本站核验包的公钥和指纹 / Show the public key that bundles of this site are signed with"

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's interface
        try:
            key = public_key()
        except KeyUnreadable as error:
            raise CommandError(f"签名密钥无法读取 / the key cannot be read: {error}") from error
        self.stdout.write(f"公钥 / public key: {key}\n指纹 / fingerprint: {fingerprint_of(key)}")
