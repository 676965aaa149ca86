"""Group messages: who speaks, the fixed sentence and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from banheng.notices.hiding import reveal
from banheng.notices.platforms import send

if TYPE_CHECKING:
    from banheng.notices.models import GroupMessage, Robot

KEYWORD = "班衡"
"""In every message; platforms let a robot be bound to a word."""


def speak(robot: Robot, message: GroupMessage) -> None:
    """Send a group message by a robot.

    Raises:
        NotSent: it was not taken.
    """
    text = f"【{KEYWORD}】{message.school.name}：{message.title}\n{settings.SITE_ADDRESS}{message.link}"
    send(reveal(robot.address), text)
