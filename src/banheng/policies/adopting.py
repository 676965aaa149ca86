"""Put a version in force from a day, and end that again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext

from banheng.policies.errors import PolicyRefused
from banheng.policies.in_force import scheme_of
from banheng.policies.models import Adoption
from banheng.schools.calendars import first_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.policies.models import SchemeVersion

DAY = timedelta(days=1)


def adopt(
    version: SchemeVersion,
    *,
    first: date,
    settled_until: date | None,
    reason: str,
    by: User | None,
    at: datetime,
) -> Adoption:
    """Put a version in force from a day on, until the next adoption of its code if there is one.

    The version of the same code that is in force on that day ends the day before.

    Args:
        settled_until: last day whose results of this code are settled; None if there is none.

    Raises:
        PolicyRefused: the day lies before all academic years or is settled, another version begins on it, the version is in force then
            already, or a scheme of another code has some of its items at the same time.
    """
    opened = first_day(version.school)
    if opened and first < opened:
        raise PolicyRefused(
            "before_all_years",
            gettext("%(first)s 早于校历里的第一个学年（%(opened)s 起）。请核对日期，或先在校历里补上学年。")
            % {"first": first.isoformat(), "opened": opened.isoformat()},
        )
    if settled_until is not None and first <= settled_until:
        raise PolicyRefused(
            "settled",
            gettext("%(until)s 及以前的考核结果已经确定，不能换方案。请从 %(earliest)s 或以后的日期起生效。")
            % {"until": settled_until.isoformat(), "earliest": (settled_until + DAY).isoformat()},
        )
    with transaction.atomic():
        type(version.school).objects.select_for_update().get(pk=version.school_id)
        same = list(_effective(version).filter(version__code=version.code).order_by("first"))
        before = [each for each in same if each.first < first]
        later = [each for each in same if each.first >= first]
        if later and later[0].first == first:
            raise PolicyRefused(
                "begins_already",
                gettext("%(version)s 也从 %(first)s 起生效。请先撤回它，或另选日期。")
                % {"version": later[0].version, "first": first.isoformat()},
            )
        running = [each for each in before if each.last is None or each.last >= first]
        if running and running[-1].version_id == version.pk:
            raise PolicyRefused(
                "in_force_already",
                gettext("这一版在 %(first)s 已经生效，不需要再办。") % {"first": first.isoformat()},
            )
        last = later[0].first - DAY if later else None
        _refuse_shared_items(version, first, last)
        for each in running:
            each.last, each.ended_by, each.ended_at = first - DAY, by, at
            each.save(update_fields=["last", "ended_by", "ended_at"])
        return Adoption.objects.create(
            school=version.school,
            version=version,
            first=first,
            last=last,
            decided_by=by,
            decided_at=at,
            reason=reason.strip()[:200],
        )


def withdraw(
    adoption: Adoption, *, last: date, settled_until: date | None, by: User | None, at: datetime
) -> Adoption:
    """Let a version be in force for the last time on a day.

    One that has not begun by then never is in force; the version whose place it took goes on.

    Raises:
        PolicyRefused: results after that day are settled, or it has ended by then anyway.
    """
    with transaction.atomic():
        adoption = Adoption.objects.select_for_update().select_related("version").get(pk=adoption.pk)
        if settled_until is not None and last < settled_until and adoption.first <= settled_until:
            raise PolicyRefused(
                "settled",
                gettext("%(until)s 及以前的考核结果已经确定，方案至少要生效到这一天。")
                % {"until": settled_until.isoformat()},
            )
        if adoption.last is not None and adoption.last <= last:
            raise PolicyRefused(
                "ended_already",
                gettext("这一版到 %(last)s 为止，不需要再撤回。") % {"last": adoption.last.isoformat()},
            )
        if adoption.first > last:
            _go_on_before(adoption)
            last = adoption.first - DAY
        adoption.last, adoption.ended_by, adoption.ended_at = last, by, at
        adoption.save(update_fields=["last", "ended_by", "ended_at"])
    return adoption


def _effective(version: SchemeVersion) -> QuerySet[Adoption]:
    """List the school's adoptions that are in force on some day; withdrawn before they began, they are not."""
    in_force = Q(last__isnull=True) | Q(last__gte=F("first"))
    return Adoption.objects.filter(in_force, school=version.school_id).select_related("version")


def _go_on_before(adoption: Adoption) -> None:
    """Give back its days to the version that was ended for an adoption which never begins."""
    same = _effective(adoption.version).filter(version__code=adoption.version.code)
    ended = same.filter(last=adoption.first - DAY).exclude(pk=adoption.pk).first()
    if ended is not None and ended.ended_at == adoption.decided_at:
        _refuse_shared_items(ended.version, adoption.first, adoption.last)
        ended.last, ended.ended_by, ended.ended_at = adoption.last, None, None
        ended.save(update_fields=["last", "ended_by", "ended_at"])


def _refuse_shared_items(version: SchemeVersion, first: date, last: date | None) -> None:
    """Refuse a second scheme with the same items: nobody could tell which one a record is for."""
    own = {item.code: item.name for item in scheme_of(version).items()}
    others = _effective(version).exclude(version__code=version.code)
    others = others.filter(Q(last__isnull=True) | Q(last__gte=first))
    if last is not None:
        others = others.filter(first__lte=last)
    for other in others:
        shared = [own[item.code] for item in scheme_of(other.version).items() if item.code in own]
        if shared:
            raise PolicyRefused(
                "shared_items",
                gettext(
                    "“%(other)s”同时生效，也有%(items)s：同一条记录不能归两个方案。"
                    "请先让它失效，或把其中一个方案的考核项换成别的代码。"
                )
                % {"other": other.version, "items": "、".join(f"“{name}”" for name in shared[:5])},
            )
