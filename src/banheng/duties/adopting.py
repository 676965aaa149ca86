"""Put a duty pack in force from a day, and end that."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.core.errors import SchemeInvalid, SchemeUnreadable
from banheng.duties.errors import DutyRefused
from banheng.duties.models import PackVersion
from banheng.ledger.language import request_language
from banheng.routines.loading import parse_pack
from banheng.schools.superseding import supersede

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.routines.loading import PackFile
    from banheng.schools.models import School

DAY = timedelta(days=1)


def put_in_force(school: School, text: str, *, first: date, by: User | None, at: datetime) -> PackVersion:
    """Put a pack in force from a day on; the version of the same code that ran until then ends the day before.

    Raises:
        DutyRefused: the text has faults or blanks, or a version of the code begins on that day or later.
    """
    file = checked(text)
    with transaction.atomic():
        type(school).objects.select_for_update().get(pk=school.pk)
        same = school.duty_packs.filter(code=file.pack.pack)
        if later := supersede(same, first):
            raise DutyRefused(
                "begins_later",
                gettext("“%(title)s”已定于 %(first)s 起执行。请先停止它，或另选更晚的日期。")
                % {"title": later.title, "first": later.first.isoformat()},
            )
        return PackVersion.objects.create(
            school=school,
            code=file.pack.pack,
            number=same.count() + 1,
            title=file.pack.title,
            text=text,
            digest=file.fingerprint,
            first=first,
            decided_by=by,
            decided_at=at,
        )


def checked(text: str) -> PackFile:
    """Read a pack that is to be put in force.

    Raises:
        DutyRefused: it has faults or blanks, each with its line.
    """
    language = request_language()
    try:
        file = parse_pack(text, name=gettext("常规"))
    except SchemeInvalid as invalid:
        faults = [finding.line(language) for finding in invalid.findings]
        raise DutyRefused(
            "invalid", gettext("常规文件有错误，没有执行。请改正下列各处。"), faults
        ) from invalid
    except SchemeUnreadable as unreadable:
        raise DutyRefused("unreadable", unreadable.say(language)) from unreadable
    if blanks := file.blanks():
        faults = [str(file.place_of(path)) for path in blanks]
        raise DutyRefused("blank", gettext("下列数值原文没有写明，请学校填写后再执行。"), faults)
    return file


def stop(version: PackVersion, *, last: date) -> None:
    """Let a version be in force for the last time on a day.

    One that has not begun by then never is in force; the version whose place it took goes on.

    Raises:
        DutyRefused: it has ended by then anyway.
    """
    with transaction.atomic():
        now = PackVersion.objects.select_for_update().get(pk=version.pk)
        if now.last is not None and now.last <= last:
            raise DutyRefused(
                "ended_already",
                gettext("这份常规到 %(last)s 为止，不需要再停止。") % {"last": now.last.isoformat()},
            )
        if now.first > last:
            before = PackVersion.objects.filter(school=now.school_id, code=now.code, last=now.first - DAY)
            before.filter(first__lt=now.first).update(last=now.last)
        now.last = last
        now.save(update_fields=["last"])
