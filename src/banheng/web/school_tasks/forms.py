from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.bureau.cases.models import Case, StepKind
from banheng.bureau.findings.models import Finding
from banheng.web.inputs import SiteForm, StaffChoice, day_field, text_field
from banheng.web.targets.forms import OpenYuanField

if TYPE_CHECKING:
    from banheng.bureau.targets.models import Target
    from banheng.schools.models import School


class ReporterForm(SiteForm):
    staff = StaffChoice(label=_("由谁报告进展"), required=False, empty_label=_("没有指定"))

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].of(school)


class ReportForm(SiteForm):
    """How far a target is; a figure for those that have one, yes or no for all others."""

    day = day_field(_("截至日期"))
    value = forms.DecimalField(label=_("达到的数值"), max_digits=16, decimal_places=4)
    is_reached = forms.BooleanField(label=_("已经达到"), required=False)
    text = text_field(_("进展"), most=1000)
    proof = forms.CharField(
        label=_("证明"), max_length=300, required=False, help_text=_("文件、台账、照片编号等，让别人查得到。")
    )
    spent_fen = OpenYuanField(label=_("到现在已支出（元）"), required=False, max_length=20)

    def __init__(self, target: Target, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        del self.fields["is_reached" if target.needs_value else "value"]
        if not target.budget.exists():
            del self.fields["spent_fen"]


class SelfFindingForm(SiteForm):
    """What the school found itself."""

    what = text_field(_("问题"), most=1000)
    standard = forms.CharField(label=_("对照的标准"), max_length=300, required=False)
    weight = forms.ChoiceField(label=_("程度"), choices=Finding.Weight)
    found_on = day_field(_("发现日期"))
    due = day_field(_("整改期限"))


class AnswerForm(SiteForm):
    cause = text_field(_("原因"), most=1000)
    owner = StaffChoice(label=_("责任人"), empty_label=_("请选择"))
    measure = text_field(_("整改措施"), most=1000)

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["owner"].of(school)


class DoneForm(SiteForm):
    text = text_field(_("完成情况"), most=1000)
    proof = forms.CharField(
        label=_("证明"), max_length=300, help_text=_("文件、验收单、照片编号等，让复查的人查得到。")
    )


class CaseForm(SiteForm):
    away_since = day_field(_("从哪天起没有到校"))
    pupil = forms.CharField(label=_("学生"), max_length=50)
    school_class = forms.CharField(label=_("班级"), max_length=50)
    reason = text_field(_("原因（只写处理需要的）"), most=500, required=False)
    contact = forms.CharField(label=_("怎样联系监护人"), max_length=100, required=False)


class CaseStepForm(SiteForm):
    kind = forms.ChoiceField(
        label=_("做了什么"),
        choices=[(each.value, each.label) for each in StepKind if each is not StepKind.REGISTERED],
    )
    day = day_field(_("日期"))
    text = text_field(_("情况"), most=1000)


class CaseCloseForm(SiteForm):
    result = forms.ChoiceField(label=_("结果"), choices=Case.Result)
    text = text_field(_("说明"), most=500, required=False)


class StatementForm(SiteForm):
    statement = text_field(_("陈述申辩"), most=4000, required=False)
    is_waived = forms.BooleanField(label=_("放弃陈述申辩"), required=False)
