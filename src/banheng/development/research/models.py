"""Projects, and what homeroom teachers write and share."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff


class Level(models.TextChoices):
    """At which level; the values are those of the rules."""

    SCHOOL = "school", _("校级")
    COUNTY = "county", _("县级")
    CITY = "city", _("市级")


class Project(models.Model):
    """A research project.

    Attributes:
        number: under which it is filed.
        result: what came of it, or why it was stopped.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("申报")
        RUNNING = "running", _("在研")
        FINISHED = "finished", _("结题")
        STOPPED = "stopped", _("终止")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="research_projects")
    title = models.CharField(_("课题"), max_length=200)
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    question = models.TextField(_("研究什么"), max_length=2000)
    leader = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="led_projects")
    members = models.ManyToManyField(Staff, related_name="research_projects", blank=True)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("结束日期"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.PROPOSED)
    number = models.CharField(_("立项编号"), max_length=60, blank=True)
    result = models.TextField(_("成果或终止原因"), max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-first", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="project_days_in_order"),
        )

    def __str__(self) -> str:
        return self.title


class Work(models.Model):
    """Something that somebody wrote or found, seen by all staff once the office has looked at it.

    Attributes:
        author: who wrote it, or put it into the library.
        category: the kind of case, empty for others.
        text: without names of pupils; a link may lead to a file elsewhere.
        accepted_at: when the office took it in.
        returned_for: why it went back to its author, until it is sent again.
    """

    class Kind(models.TextChoices):
        PAPER = "paper", _("论文")
        CASE = "case", _("案例")
        PLAN = "plan", _("主题班会教案")
        RESOURCE = "resource", _("资料")

    class Category(models.TextChoices):
        STUDY = "study", _("学习压力")
        FEELINGS = "feelings", _("情绪困扰")
        PEERS = "peers", _("同伴交往")
        FAMILY = "family", _("亲子关系")
        PUBERTY = "puberty", _("青春期")
        SELF = "self", _("自我认识")
        NETWORK = "network", _("网络使用")
        CONDUCT = "conduct", _("行为习惯")
        LIFE = "life", _("生命安全")
        ADAPTING = "adapting", _("入学适应")
        MANAGEMENT = "management", _("班级管理")
        HOME = "home", _("家校合作")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="shared_works")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    title = models.CharField(_("标题"), max_length=200)
    author = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="shared_works")
    category = models.CharField(_("案例分类"), max_length=20, choices=Category, blank=True)
    level = models.CharField(_("级别"), max_length=10, choices=Level, blank=True)
    place = models.CharField(_("发表或获奖"), max_length=200, blank=True)
    text = models.TextField(_("正文或摘要"), max_length=20_000)
    link = models.URLField(_("链接"), max_length=300, blank=True)
    day = models.DateField(_("完成日期"))
    sent_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    returned_for = models.CharField(_("退回原因"), max_length=300, blank=True)

    class Meta:
        ordering = ("-day", "-pk")
        indexes = (models.Index(fields=["school", "kind"], name="shared_work_by_kind"),)

    def __str__(self) -> str:
        return self.title
