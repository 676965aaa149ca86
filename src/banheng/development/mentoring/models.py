"""A mentor and a mentee, and what they do together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff

if TYPE_CHECKING:
    from datetime import date


class Side(models.TextChoices):
    """Which of the two."""

    MENTOR = "mentor", _("师父")
    MENTEE = "mentee", _("徒弟")


class Pair(models.Model):
    """A mentor and a mentee from a day on.

    Attributes:
        kind: for what; the rules ask by it.
        last: until when it was agreed; the day it ended, once it has.
        mentee_post: as what the mentee serves, where the dossier does not say so; a code of the rules.
        is_young: whether the mentee counts as a young teacher.
        goals: what they agreed on.
        remark: why they are of different grade bands, where they are.
        mentor_signed, mentee_signed: when each signed the agreement on paper.
        ceremony: the day on which the pair was announced.
        ended_for: why it ended before its time.
    """

    class Kind(models.TextChoices):
        HOMEROOM = "homeroom", _("班主任导师")
        MORAL = "moral", _("德育导师")
        SUBJECT = "subject", _("专业导师")
        SHADOWING = "shadowing", _("见习跟班")

    class Post(models.TextChoices):
        HOMEROOM_TEACHER = "homeroom_teacher", _("班主任")
        ASSISTANT = "assistant_homeroom_teacher", _("班主任助理")
        TRAINEE = "trainee_homeroom_teacher", _("见习班主任")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="mentor_pairs")
    mentor = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="mentees")
    mentee = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="mentors")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("结束日期"))
    mentee_post = models.CharField(_("徒弟任职"), max_length=40, choices=Post, blank=True)
    is_young = models.BooleanField(_("徒弟是青年教师"), default=False)
    goals = models.TextField(_("约定的目标"), max_length=1000)
    remark = models.CharField(_("说明"), max_length=300, blank=True)
    mentor_signed = models.DateField(_("师父签字"), null=True, blank=True)
    mentee_signed = models.DateField(_("徒弟签字"), null=True, blank=True)
    ceremony = models.DateField(_("结对仪式"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_for = models.CharField(_("提前结束的原因"), max_length=300, blank=True)

    class Meta:
        ordering = ("-first", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="mentor_pair_days_in_order"),
            models.CheckConstraint(condition=~Q(mentor=F("mentee")), name="mentor_pair_of_two"),
        )

    def __str__(self) -> str:
        return f"{self.mentor} — {self.mentee}"

    @property
    def is_signed(self) -> bool:
        """Tell whether both have signed."""
        return self.mentor_signed is not None and self.mentee_signed is not None

    def is_due(self, day: date) -> bool:
        """Tell whether its agreed time is over, and it has not been ended."""
        return self.ended_at is None and self.last <= day

    def side_of(self, staff_id: int | None) -> Side | None:
        """Tell which of the two somebody is."""
        return {self.mentor_id: Side.MENTOR, self.mentee_id: Side.MENTEE}.get(staff_id or 0)


class Topic(models.Model):
    """One of the six topics, worked on together. Source: 001-H-02."""

    class Code(models.TextChoices):
        PLAN = "plan", _("制定班队工作计划")
        GOALS = "goals", _("确立班级目标")
        ETHOS = "ethos", _("营造班风")
        ACTIVITIES = "activities", _("组织班队活动")
        CADRES = "cadres", _("培养班干部")
        WEAKER = "weaker", _("转化后进生")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="topics")
    code = models.CharField(max_length=10, choices=Code)
    day = models.DateField(_("日期"))
    note = models.CharField(_("做了什么"), max_length=500)

    class Meta:
        ordering = ("day", "pk")
        constraints = (models.UniqueConstraint(fields=["pair", "code"], name="mentor_topic_once"),)

    def __str__(self) -> str:
        return str(self.get_code_display())


class Entry(models.Model):
    """A line of the log, by either."""

    class Kind(models.TextChoices):
        TALK = "talk", _("谈话指导")
        CLASS_VISIT = "class_visit", _("进班观摩")
        SHADOWING = "shadowing", _("跟班学艺")
        CLASS_MEETING = "class_meeting", _("班会研磨")
        TRAINING = "training", _("共同培训")
        OTHER = "other", _("其他")

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="entries")
    side = models.CharField(max_length=10, choices=Side)
    kind = models.CharField(_("方式"), max_length=20, choices=Kind)
    day = models.DateField(_("日期"))
    text = models.TextField(_("内容"), max_length=1000)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-pk")
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.text


class Reflection(models.Model):
    """What either thinks of a term together, at its end."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="reflections")
    side = models.CharField(max_length=10, choices=Side)
    text = models.TextField(_("反思"), max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text
