from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Post(models.TextChoices):
    """What somebody is appointed to; the codes are those that rule packs use."""

    HOMEROOM_TEACHER = "homeroom_teacher", _("班主任")
    ASSISTANT = "assistant_homeroom_teacher", _("副班主任")
    TRAINEE = "trainee_homeroom_teacher", _("见习班主任")
    RESERVE = "reserve_homeroom_teacher", _("班主任储备人选")
    CHIEF = "chief_homeroom_teacher", _("首席班主任")
    COUNSELLOR = "counsellor", _("专职辅导员")
    BACKBONE = "backbone", _("骨干教师")
    GRADE_LEADER = "grade_leader", _("年级组长（年级主任）")
    MIDDLE_MANAGER = "middle_manager", _("学校中层干部")
    RESERVE_CADRE = "reserve_cadre", _("校级后备干部")
    LEADING_GROUP = "leading_group", _("班主任队伍建设领导小组")
    COUNSELLING_GROUP = "counselling_group", _("心理辅导小组")

    @property
    def has_class(self) -> bool:
        """Tell whether it is held in a class, and so stands in the roster."""
        return self in WITH_CLASS

    @property
    def is_promotion(self) -> bool:
        """Tell whether service as a homeroom teacher is a condition for it."""
        return self in PROMOTIONS

    @property
    def is_group(self) -> bool:
        """Tell whether it is a seat in a group, which the principal may take too."""
        return self in GROUPS


WITH_CLASS = frozenset({Post.HOMEROOM_TEACHER, Post.ASSISTANT, Post.TRAINEE})
GROUPS = frozenset({Post.LEADING_GROUP, Post.COUNSELLING_GROUP})
PROMOTIONS = frozenset({Post.BACKBONE, Post.GRADE_LEADER, Post.MIDDLE_MANAGER, Post.RESERVE_CADRE})
