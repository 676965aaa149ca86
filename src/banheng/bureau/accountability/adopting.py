"""Put a policy on accountability in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.bureau.accountability.errors import RulesRefused
from banheng.bureau.accountability.models import RulesVersion
from banheng.bureau.accountability.rules import parse_rules
from banheng.core.errors import FaultsFound, SchemeUnreadable
from banheng.ledger.language import request_language
from banheng.schools.models import Bureau

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User


def adopt_rules(bureau: Bureau, *, text: str, first: date, by: User, at: datetime) -> RulesVersion:
    """Put a policy in force from a day on.

    Raises:
        RulesRefused: it cannot be read; the faults say where.
    """
    language = request_language()
    try:
        rules = parse_rules(text, name=gettext("制度"))
    except SchemeUnreadable as unreadable:
        raise RulesRefused("unreadable", unreadable.say(language)) from unreadable
    except FaultsFound as invalid:
        faults = [finding.line(language) for finding in invalid.findings]
        raise RulesRefused(
            "invalid", gettext("制度有 %(number)d 处不对，没有启用。") % {"number": len(faults)}, faults
        ) from invalid
    with transaction.atomic():
        Bureau.objects.select_for_update().get(pk=bureau.pk)
        return RulesVersion.objects.create(
            bureau=bureau,
            number=RulesVersion.objects.filter(bureau=bureau).count() + 1,
            title=rules.title,
            text=text,
            first=first,
            decided_by=by,
            decided_at=at,
        )


def rules_on(bureau: Bureau, day: date) -> RulesVersion | None:
    """Give the policy that is in force on a day."""
    return RulesVersion.objects.filter(bureau=bureau, first__lte=day).first()
