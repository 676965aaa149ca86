from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff


class Studio(models.Model):
    """A studio (名班主任工作室) of the school.

    Attributes:
        closed_at: when it ended.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="studios")
    name = models.CharField(_("名称"), max_length=100)
    first = models.DateField(_("成立日期"))
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("closed_at", "name")

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """One of the six sections of the charter. Source: 001-B-14."""

    class Code(models.TextChoices):
        AIMS = "aims", _("定位及目标")
        CULTIVATION = "cultivation", _("教师培养")
        RESEARCH = "research", _("德育工作研究")
        SUPPORT = "support", _("保障支持条件")
        LABOUR = "labour", _("成员主要分工")
        RULES = "rules", _("工作室制度")

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=20, choices=Code)
    text = models.TextField(_("内容"), max_length=5000)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["studio", "code"], name="studio_section_once"),)

    def __str__(self) -> str:
        return str(self.get_code_display())


class Member(models.Model):
    """Somebody who applied, and what was decided.

    Attributes:
        answers: what the rules in force said on the day of the decision, in words.
        until: the last day; none while they belong to it.
        task: what they see to.
    """

    class Role(models.TextChoices):
        LEADER = "leader", _("挂牌负责人")
        CORE = "core", _("核心成员")

    class State(models.TextChoices):
        APPLIED = "applied", _("待决定")
        ACCEPTED = "accepted", _("成员")
        DECLINED = "declined", _("未入选")

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="members")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="studio_memberships")
    role = models.CharField(_("身份"), max_length=10, choices=Role, default=Role.CORE)
    statement = models.TextField(_("申请理由"), max_length=1000, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.APPLIED)
    answers = models.JSONField(default=list, blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    task = models.CharField(_("分工"), max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-role", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["studio", "staff"],
                condition=Q(until=None) & ~Q(state="declined"),
                name="studio_member_once",
            ),
            models.UniqueConstraint(
                fields=["studio"],
                condition=Q(role="leader", state="accepted", until=None),
                name="studio_one_leader",
            ),
        )

    def __str__(self) -> str:
        return self.staff.name


class Goal(models.Model):
    """What the studio, or a member, wants to reach, and what came of it."""

    class Horizon(models.TextChoices):
        SHORT = "short", _("短期")
        MID = "mid", _("中期")
        LONG = "long", _("长期")

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="goals")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, null=True, blank=True, related_name="goals")
    horizon = models.CharField(_("期限类别"), max_length=10, choices=Horizon)
    text = models.CharField(_("目标"), max_length=500)
    due = models.DateField(_("期限"))
    result = models.CharField(_("达成情况"), max_length=500, blank=True)
    reached = models.BooleanField(_("达成"), null=True, blank=True)

    class Meta:
        ordering = ("due", "pk")

    def __str__(self) -> str:
        return self.text


class Activity(models.Model):
    """Something that the studio did.

    Attributes:
        present: members and others of the staff who took part.
        output: what came of it, such as a lesson plan; empty if nothing did.
    """

    class Kind(models.TextChoices):
        STUDY = "study", _("学习培训")
        SEMINAR = "seminar", _("专题研讨")
        SHOW = "show", _("示范展示")
        LECTURE = "lecture", _("讲座报告")
        VISIT = "visit", _("考察交流")

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="activities")
    day = models.DateField(_("日期"))
    kind = models.CharField(_("形式"), max_length=10, choices=Kind)
    theme = models.CharField(_("主题"), max_length=200)
    output = models.CharField(_("成果"), max_length=500, blank=True)
    present = models.ManyToManyField(Staff, related_name="studio_activities")

    class Meta:
        ordering = ("-day", "-pk")
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.theme


class FundEntry(models.Model):
    """A line of the studio's fund: what was set aside is positive, what was spent negative. Never edited.

    Attributes:
        fen: Chinese cents.
    """

    class Use(models.TextChoices):
        RESERVE = "reserve", _("拨入")
        TRAINING = "training", _("培训")
        SEMINAR = "seminar", _("研讨")
        VISIT = "visit", _("考察")
        BOOKS = "books", _("书刊资料")

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="fund")
    day = models.DateField(_("日期"))
    use = models.CharField(_("用途"), max_length=20, choices=Use)
    fen = models.BigIntegerField(_("金额"))
    text = models.CharField(_("说明和凭证"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")
        verbose_name_plural = "fund entries"

    def __str__(self) -> str:
        return self.text


class YearReview(models.Model):
    """What a year of the studio came to. It cannot be changed."""

    class Result(models.TextChoices):
        EXCELLENT = "excellent", _("优秀")
        PASS = "pass", _("合格")
        FAIL = "fail", _("不合格")

    studio = models.ForeignKey(Studio, on_delete=models.CASCADE, related_name="reviews")
    year = models.PositiveSmallIntegerField(_("学年（结束的年份）"))
    result = models.CharField(_("结果"), max_length=10, choices=Result)
    text = models.TextField(_("评语"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=["studio", "year"], name="studio_review_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.year} {self.get_result_display()}"
