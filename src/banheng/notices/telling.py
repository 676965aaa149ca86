"""Put news into inboxes and on their way by e-mail and robots, where they are not yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.notices.kind import Mail
from banheng.notices.mailing import can_mail
from banheng.notices.models import Delivery, GroupMessage, Notice
from banheng.notices.preferring import hours_for, mail_choice, preferences_of, school_hours
from banheng.notices.timing import due

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from banheng.notices.sources.news import News
    from banheng.schools.models import Bureau, School

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Telling:
    """What is new, ready to be written down; putting it together only reads."""

    notices: Sequence[Notice]
    messages: Sequence[GroupMessage]
    deliveries: Sequence[Delivery]

    def __bool__(self) -> bool:
        return bool(self.notices or self.messages)

    def save(self) -> None:
        """Write it down, in the caller's transaction."""
        Notice.objects.bulk_create(self.notices)
        GroupMessage.objects.bulk_create(self.messages)
        Delivery.objects.bulk_create(self.deliveries)


def put_together(news: Sequence[News], source: str, school: School, at: datetime) -> Telling:
    """Leave out what was told already, and say how and when the rest goes."""
    notices, messages = new_notices(news, source, at, school=school), _new_messages(news, source, school, at)
    if not notices and not messages:
        return Telling((), (), ())
    hours = school_hours(school)
    preferences = preferences_of([notice.recipient for notice in notices])
    deliveries = []
    for notice in notices:
        preference = preferences[notice.recipient_id]
        choice = mail_choice(preference, notice.kind_of)
        if choice is not Mail.OFF and can_mail(notice.recipient):
            daily = choice is Mail.DAILY
            next_at = due(at, hours_for(hours, preference), daily=daily)
            deliveries.append(Delivery(notice=notice, daily=daily, next_at=next_at))
    for robot in school.robots.all() if messages else ():
        next_at = due(at, hours_for(hours))
        told = [message for message in messages if message.kind in robot.kinds]
        deliveries += [Delivery(message=message, robot=robot, next_at=next_at) for message in told]
    return Telling(notices, messages, deliveries)


def new_notices(
    news: Sequence[News],
    source: str,
    at: datetime,
    *,
    school: School | None = None,
    bureau: Bureau | None = None,
) -> list[Notice]:
    """Make the notices of a school, or of a bureau, that nobody was told yet; they are not saved."""
    told = Notice.objects.filter(source=source, about__in={one.about for one in news})
    known = set(told.values_list("recipient", "about"))
    found = []
    for one in news:
        for user in one.to:
            if (user.pk, one.about) in known:
                continue
            known.add((user.pk, one.about))
            found.append(
                Notice(
                    recipient=user,
                    school=school,
                    bureau=bureau,
                    kind=one.kind.code,
                    said=one.said,
                    text=one.text[:LONGEST_TEXT],
                    link=one.link,
                    source=source,
                    about=one.about,
                    made_at=at,
                )
            )
    return found


def _new_messages(news: Sequence[News], source: str, school: School, at: datetime) -> list[GroupMessage]:
    to_groups = [one for one in news if one.to_groups]
    told = GroupMessage.objects.filter(
        school=school, source=source, about__in={one.about for one in to_groups}
    )
    known = set(told.values_list("about", flat=True)) if to_groups else set()
    return [
        GroupMessage(
            school=school,
            kind=one.kind.code,
            period=one.said["period"],
            link=one.link,
            source=source,
            about=one.about,
            made_at=at,
        )
        for one in to_groups
        if one.about not in known
    ]
