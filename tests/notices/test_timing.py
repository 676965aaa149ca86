"""When something is sent: worked by hand, on the clock of a school in China."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from banheng.notices.timing import Hours, due

NIGHT = ("21:30", "07:00")
NOON = ("12:00", "14:00")
NONE = ("08:00", "08:00")


def clock(text):
    return time.fromisoformat(text)


def moment(text):
    return datetime.fromisoformat(f"2026-10-{text}").replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("at", "quiet", "sent"),
    [
        ("21 16:30", NIGHT, "21 16:30"),
        ("21 21:29", NIGHT, "21 21:29"),
        ("21 21:30", NIGHT, "22 07:00"),
        ("21 23:59", NIGHT, "22 07:00"),
        ("22 00:00", NIGHT, "22 07:00"),
        ("22 06:59", NIGHT, "22 07:00"),
        ("22 07:00", NIGHT, "22 07:00"),
        ("21 11:59", NOON, "21 11:59"),
        ("21 12:00", NOON, "21 14:00"),
        ("21 14:00", NOON, "21 14:00"),
        ("21 08:00", NONE, "21 08:00"),
        ("21 23:00", NONE, "21 23:00"),
    ],
)
def test_what_arises_in_quiet_hours_waits_until_they_end(at, quiet, sent):
    assert due(moment(at), Hours(*map(clock, quiet), clock("17:00"))) == moment(sent)


@pytest.mark.parametrize(
    ("at", "daily_at", "quiet", "sent"),
    [
        ("21 16:30", "17:00", NIGHT, "21 17:00"),
        ("21 17:00", "17:00", NIGHT, "22 17:00"),  # today's mail has gone
        ("21 17:01", "17:00", NIGHT, "22 17:00"),
        ("22 02:00", "17:00", NIGHT, "22 17:00"),
        ("21 16:30", "22:00", NIGHT, "22 07:00"),  # an hour of its own inside the quiet ones
        ("21 16:30", "06:00", NIGHT, "22 07:00"),
        ("21 16:30", "12:30", NOON, "22 14:00"),
        ("31 18:00", "17:00", NONE, None),
    ],
)
def test_the_daily_mail_goes_at_its_hour(at, daily_at, quiet, sent):
    expected = moment(sent) if sent else datetime(2026, 11, 1, 17, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert due(moment(at), Hours(*map(clock, quiet), clock(daily_at)), daily=True) == expected
