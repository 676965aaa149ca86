from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.development.training.models.budget_line import BudgetLine
from banheng.development.training.models.year_plan import YearPlan


class Kind(models.TextChoices):
    """What a training counts as; the codes are those that the rule packs of the library name."""

    PRE_SERVICE = "pre_service", _("岗前培训")
    POST_TRAINING = "post_training", _("岗位培训")
    IN_SERVICE = "in_service", _("在职轮训")
    IMPROVEMENT = "improvement", _("提高培训")
    CENTRALISED = "centralised", _("集中培训")
    COUNTY_UNIFIED = "county_unified", _("全县统一培训")
    SCHOOL_BASED = "school_based", _("校本培训")
    STUDY_CLASS = "study_class", _("班主任学习班")
    SELF_STUDY = "self_study", _("自学")
    VIDEO = "video_lesson", _("录像课")
    VISIT = "external_visit", _("外出学习考察")
    EXCHANGE = "academic_exchange", _("学术交流研讨")
    PRACTICE = "enterprise_practice", _("企业实践")
    STATIONED = "stationed_with_interns", _("驻企带实习")


class Audience(models.TextChoices):
    """Who is meant to take part."""

    ALL = "all", _("全体班主任")
    NEW = "new", _("新班主任（任职不满一年）")
    NEVER = "never", _("未担任过班主任的教师")
    POTENTIAL = "potential", _("后备和见习、副班主任")
    WEAK = "weak", _("考核不合格、需要提高的")
    RESTING = "resting", _("休整期的班主任")
    EVERYBODY = "everybody", _("全体教职工")
    NAMED = "named", _("指定人员")
    GUARDIANS = "guardians", _("家长")


class Level(models.TextChoices):
    """Who holds it."""

    SCHOOL = "school", _("校级")
    COUNTY = "county", _("县级")
    CITY = "city", _("市级")
    PROVINCE = "province", _("省级")
    NATION = "nation", _("国家级")


PERCENT = (MinValueValidator(1), MaxValueValidator(100))


class Training(models.Model):
    """One training of the plan, held in one session or several.

    Attributes:
        kinds: what it counts as; a fact of each kind goes into the dossier.
        themes: codes of `themes.yaml`.
        partner: who holds it together with the school, such as a university.
        times: how many sessions are planned in the year.
        by_attendance: it is graded at its end by attendance, and only then goes into the dossiers.
        pass_percent, excellent_percent: from which share of the sessions on.
        planned_fen: what of its budget line is reserved for it.
    """

    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="trainings")
    name = models.CharField(_("名称"), max_length=100)
    kinds = models.JSONField(_("培训类别"), default=list)
    themes = models.JSONField(_("主题"), default=list, blank=True)
    audience = models.CharField(_("对象"), max_length=10, choices=Audience, default=Audience.ALL)
    level = models.CharField(_("组织级别"), max_length=10, choices=Level, default=Level.SCHOOL)
    partner = models.CharField(_("承办或合作单位"), max_length=100, blank=True)
    times = models.PositiveSmallIntegerField(_("计划场次"), default=1, validators=[MinValueValidator(1)])
    since = models.DateField(_("计划开始"))
    until = models.DateField(_("计划结束"))
    by_attendance = models.BooleanField(_("结业时按出勤评定等次"), default=False)
    pass_percent = models.PositiveSmallIntegerField(_("合格出勤率（百分比）"), default=80, validators=PERCENT)
    excellent_percent = models.PositiveSmallIntegerField(
        _("优秀出勤率（百分比）"), default=95, validators=PERCENT
    )
    line = models.ForeignKey(
        BudgetLine,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="trainings",
        verbose_name=_("经费列支"),
    )
    planned_fen = models.PositiveBigIntegerField(_("计划经费"), default=0)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    planned_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    cancelled_for = models.CharField(_("取消原因"), max_length=200, blank=True)

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="training_in_order"),
            models.CheckConstraint(
                condition=Q(pass_percent__lte=F("excellent_percent")), name="training_grades_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Tell whether sessions may still be held."""
        return self.finished_at is None and not self.cancelled_for

    @property
    def said_kinds(self) -> str:
        """Name its kinds."""
        return "、".join(str(Kind(kind).label) for kind in self.kinds)
