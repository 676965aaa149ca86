"""What was told to whom, what is on its way, and how people and groups are reached."""

from banheng.notices.models.cursor import Cursor
from banheng.notices.models.delivery import Delivery
from banheng.notices.models.group_message import GroupMessage
from banheng.notices.models.hours import Preference, SchoolHours
from banheng.notices.models.notice import Notice
from banheng.notices.models.robot import Robot

__all__ = ["Cursor", "Delivery", "GroupMessage", "Notice", "Preference", "Robot", "SchoolHours"]
