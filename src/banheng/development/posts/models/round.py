from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.development.posts.models.post import Post
from banheng.schools.models import School


class Step(models.TextChoices):
    """The steps that a round may have, in their order; the codes are those that rule packs ask for."""

    APPLIED = "applied", _("自愿报名")
    RECOMMENDED = "recommended", _("年级推荐")
    SCREENED = "screened", _("审核筛选")
    LISTED = "listed", _("公示候选人")
    COMPETED = "competed", _("公开竞聘")
    APPROVED = "approved", _("审定")
    RESULT_PUBLISHED = "result_published", _("公示选聘结果")
    FILED = "filed", _("报校长室备案")
    APPOINTED = "appointed", _("公布并聘任")


ALWAYS = (Step.SCREENED, Step.APPROVED, Step.APPOINTED)
NOTICES = (Step.LISTED, Step.RESULT_PUBLISHED)


class Way(models.TextChoices):
    """How the score of a part of a competition comes about."""

    MARK = "mark", _("登记一个分数（如笔试）")
    PANEL = "panel", _("评委打分，取平均")
    VOTE = "vote", _("投票，按得票率折成百分")


class Round(models.Model):
    """A round of selection for a post.

    Attributes:
        steps: codes of its steps, in their order; `step` is the one it is at.
        parts: of the competition: `code`, `name`, `way` and `weight` each.
        notice_days: school days of a public list; `notice_until` is the last day of the list that hangs out now.
        first, last: of the term of office of those who are appointed.
    """

    class State(models.TextChoices):
        RUNNING = "running", _("进行中")
        DONE = "done", _("已完成")
        CANCELLED = "cancelled", _("已取消")

    class Decider(models.TextChoices):
        MEETING = "meeting", _("学部（级部）办公会")
        PRINCIPAL = "principal", _("校长")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="selection_rounds")
    title = models.CharField(_("名称"), max_length=100)
    post = models.CharField(_("岗位"), max_length=40, choices=Post, default=Post.HOMEROOM_TEACHER)
    steps = models.JSONField(default=list)
    step = models.CharField(_("步骤"), max_length=20, choices=Step)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.RUNNING)
    parts = models.JSONField(default=list, blank=True)
    decider = models.CharField(_("审定"), max_length=10, choices=Decider, default=Decider.MEETING)
    notice_days = models.PositiveSmallIntegerField(_("公示天数（上学日）"), default=5)
    notice_until = models.DateField(null=True, blank=True)
    first = models.DateField(_("聘期自"))
    last = models.DateField(_("聘期至"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    cancelled_for = models.CharField(_("取消原因"), max_length=500, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.CheckConstraint(condition=Q(first__lte=F("last")), name="round_in_order"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        """Tell whether it still goes on."""
        return self.state == self.State.RUNNING


class RoundStep(models.Model):
    """A step of a round that was finished: by whom, when, with what remark; appended, never edited.

    Attributes:
        step: `cancelled` where the round was cancelled.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="log")
    step = models.CharField(_("步骤"), max_length=20)
    remark = models.CharField(_("说明"), max_length=500, blank=True)
    minutes = models.CharField(_("会议纪要"), max_length=100, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(_("办理人"), max_length=50)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Say which step it was."""
        return str(Step(self.step).label) if self.step in Step.values else str(_("取消"))
