"""Put a rule pack in force from a day with the choices that it leaves open, and end that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from banheng.core.errors import SchemeInvalid, SchemeNotInForce, SchemeUnreadable
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import RulesVersion
from banheng.eligibility.loading import parse_pack
from banheng.ledger.language import request_language
from banheng.schools.superseding import supersede

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.eligibility.loading import RulePackFile
    from banheng.schools.models import School

DAY = timedelta(days=1)


def put_rules_in_force(
    school: School, text: str, choices: Mapping[str, str], *, first: date, by: User | None, at: datetime
) -> RulesVersion:
    """Put rules in force from a day on; the version of the same code that ran until then ends the day before.

    Raises:
        DevelopmentRefused: the text has faults, blanks or open choices, or a version of the code begins on that
            day or later.
    """
    file = checked(text, choices)
    with transaction.atomic():
        type(school).objects.select_for_update().get(pk=school.pk)
        same = school.rule_packs.filter(code=file.pack.pack)
        if later := supersede(same, first):
            raise DevelopmentRefused(
                "begins_later",
                gettext("“%(title)s”已定于 %(first)s 起执行。请先停止它，或另选更晚的日期。")
                % {"title": later.title, "first": later.first.isoformat()},
            )
        return RulesVersion.objects.create(
            school=school,
            code=file.pack.pack,
            number=same.count() + 1,
            title=file.pack.title,
            text=text,
            choices=file.pack.choices(choices),
            digest=file.fingerprint,
            first=first,
            decided_by=by,
            decided_at=at,
        )


def end_rules(version: RulesVersion, *, last: date) -> None:
    """Let rules hold until a day; before their first day, not at all."""
    RulesVersion.objects.filter(pk=version.pk).update(last=max(last, version.first - DAY))


def rules_in_force(school: School, day: date) -> list[RulesVersion]:
    """List the versions that hold on a day."""
    held = school.rule_packs.filter(Q(last=None) | Q(last__gte=day), first__lte=day)
    return list(held.order_by("code"))


def checked(text: str, choices: Mapping[str, str]) -> RulePackFile:
    """Read rules that are to be put in force.

    Raises:
        DevelopmentRefused: they have faults, blanks or open choices, each with its line.
    """
    language = request_language()
    try:
        file = parse_pack(text, name=gettext("规则"))
        file.in_force(choices)
    except (SchemeInvalid, SchemeNotInForce) as invalid:
        faults = [finding.line(language) for finding in invalid.findings]
        raise DevelopmentRefused("invalid", gettext("规则没有启用。请改正下列各处。"), faults) from invalid
    except SchemeUnreadable as unreadable:
        raise DevelopmentRefused("unreadable", unreadable.say(language)) from unreadable
    return file
