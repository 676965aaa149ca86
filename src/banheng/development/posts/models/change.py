from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.development.posts.models.post import Post
from banheng.schools.models import School, SchoolClass, Staff


class Change(models.Model):
    """That somebody leaves a post before the term is over, or refuses one: asked for, heard, decided.

    Attributes:
        grounds: rules that call for it on the day of asking: `outcome`, `zh` and `en` each.
        heard: what the teacher said to it, or that they did not come.
        last: the last day in the post; a successor begins the day after.
    """

    class Kind(models.TextChoices):
        ADJUST = "adjust", _("聘期内调整")
        RESIGN = "resign", _("本人辞任")
        REST = "rest", _("轮换休整")
        REMOVE = "remove", _("解聘")
        REFUSE = "refuse", _("不接受委派")

    class State(models.TextChoices):
        OPEN = "open", _("待决定")
        APPROVED = "approved", _("同意")
        DECLINED = "declined", _("不同意")

    class Sanction(models.TextChoices):
        TALK = "talk", _("批评教育")
        ADMINISTRATIVE = "administrative", _("行政处分")
        LOWER_GRADE = "lower_grade", _("降级聘用")
        DISMISSED = "dismissed", _("岗位解聘")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="post_changes")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="post_changes")
    kind = models.CharField(_("事项"), max_length=10, choices=Kind)
    post = models.CharField(_("岗位"), max_length=40, choices=Post, default=Post.HOMEROOM_TEACHER)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("事由"), max_length=500)
    grounds = models.JSONField(default=list, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    heard_on = models.DateField(_("听取意见日期"), null=True, blank=True)
    heard = models.CharField(_("本人意见"), max_length=500, blank=True)
    heard_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.OPEN)
    last = models.DateField(_("任职至"), null=True, blank=True)
    successor = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sanction = models.CharField(_("处理"), max_length=20, choices=Sanction, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(_("决定说明"), max_length=500, blank=True)
    minutes = models.CharField(_("会议纪要"), max_length=100, blank=True)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.staff} {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for a decision."""
        return self.state == self.State.OPEN

    @property
    def needs_hearing(self) -> bool:
        """Tell whether the teacher must be heard before it is decided."""
        return self.kind in {self.Kind.REMOVE, self.Kind.REFUSE}
