"""`banheng manage check`: Django's checks, and whether there is a backup."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.commands import check
from django.utils import timezone
from django.utils.translation import override

from banheng.web.backups.reminding import reminder


class Command(check.Command):
    def handle(self, *arguments: Any, **options: Any) -> None:
        super().handle(*arguments, **options)
        now, said = timezone.now(), []
        for language, _ in settings.LANGUAGES:
            with override(language):
                said.append(reminder(now))
        if any(said):
            self.stderr.write(self.style.WARNING(" / ".join(said)))
