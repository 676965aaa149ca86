"""What those who answer are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from banheng.questionnaires.instrument import Group

GROUP_NAMES = {
    Group.SELF: _("本人"),
    Group.PEER: _("同年级班主任"),
    Group.SUBJECT_TEACHER: _("科任教师"),
    Group.PUPIL: _("学生"),
    Group.GUARDIAN: _("家长"),
    Group.OFFICE: _("德育处"),
    Group.LEADER: _("学校领导"),
    Group.HOMEROOM_TEACHER: _("班主任"),
    Group.STAFF: _("其他教职工"),
}
