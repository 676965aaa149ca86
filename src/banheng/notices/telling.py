"""Put news into inboxes and on their way by e-mail and robots, where they are not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.notices.kinds import Mail
from banheng.notices.mailing import can_mail
from banheng.notices.models import Delivery, GroupMessage, Notice
from banheng.notices.preferring import hours_for, mail_choice, preferences_of, school_hours
from banheng.notices.timing import due

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.notices.models import Preference
    from banheng.notices.sources.news import News
    from banheng.schools.models import School

LONGEST_TEXT = 500


def tell(news: News, source: str, school: School, at: datetime) -> None:
    """Tell people and groups, inside the caller's transaction; who was told already is not told again."""
    to = list(news.to)
    if to:
        told = Notice.objects.filter(recipient__in=to, source=source, about=news.about)
        known = set(told.values_list("recipient", flat=True))
        preferences = preferences_of(to)
        for user in to:
            if user.pk not in known:
                _tell_person(user, preferences[user.pk], news, source, school, at)
    if news.to_groups and news.kind.group is not None:
        _tell_groups(news, source, school, at)


def _tell_person(
    user: User, preference: Preference, news: News, source: str, school: School, at: datetime
) -> None:
    notice = Notice.objects.create(
        recipient=user,
        school=school,
        kind=news.kind.code,
        said=news.said,
        text=news.text[:LONGEST_TEXT],
        link=news.link,
        source=source,
        about=news.about,
        made_at=at,
    )
    choice = mail_choice(preference, news.kind)
    if choice is not Mail.OFF and can_mail(user):
        daily = choice is Mail.DAILY
        hours = hours_for(school_hours(school), preference)
        Delivery.objects.create(notice=notice, daily=daily, next_at=due(at, hours, daily=daily))


def _tell_groups(news: News, source: str, school: School, at: datetime) -> None:
    message, is_new = GroupMessage.objects.get_or_create(
        school=school,
        source=source,
        about=news.about,
        defaults={
            "kind": news.kind.code,
            "period": news.said["period"],
            "link": news.link,
            "made_at": at,
        },
    )
    if not is_new:
        return
    next_at = due(at, hours_for(school_hours(school)))
    for robot in school.robots.all():
        if news.kind.code in robot.kinds:
            Delivery.objects.create(message=message, robot=robot, next_at=next_at)
