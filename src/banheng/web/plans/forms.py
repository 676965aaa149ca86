from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.development.plans.models import Measure
from banheng.web.inputs import SiteForm, StaffChoice, day_field, text_field

if TYPE_CHECKING:
    from banheng.schools.models import School


class PlanForm(SiteForm):
    title = forms.CharField(label=_("名称"), max_length=200)
    goal = text_field(_("总目标"), most=2000)
    first = day_field(_("开始日期"))
    last = day_field(_("结束日期"))
    before = text_field(_("实施前的状况（用来和结束时比较）"), required=False, most=2000)


class PhaseForm(SiteForm):
    name = forms.CharField(label=_("阶段"), max_length=100)
    goal = text_field(_("阶段目标"), required=False)
    first = day_field(_("开始日期"))
    last = day_field(_("结束日期"))


class AssignForm(SiteForm):
    """Who, by when, to what end."""

    owner = StaffChoice(label=_("责任人"), empty_label=_("请选择"), required=False)
    due = day_field(_("期限"))
    target = forms.CharField(label=_("目标值"), max_length=300)
    evidence = forms.CharField(label=_("以何为证"), max_length=300)

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["owner"].of(school)


class MeasureForm(AssignForm):
    name = forms.CharField(label=_("措施"), max_length=300)
    field_order = ("name", "owner", "due", "target", "evidence")


class CompleteForm(SiteForm):
    result = text_field(_("完成情况（达到了什么）"), most=1000)
    proof = forms.CharField(
        label=_("证明"), max_length=300, help_text=_("文件、会议纪要、照片编号等，让别人查得到。")
    )


class EffectForm(SiteForm):
    verdict = forms.ChoiceField(label=_("成效"), choices=Measure.Verdict)
    effect = text_field(_("成效说明"), most=1000)


class DropForm(SiteForm):
    reason = text_field(_("不再实施的原因"), most=300)


class ReviewForm(SiteForm):
    before = text_field(_("阶段初的状况"), most=2000)
    after = text_field(_("阶段末的状况"), most=2000)
    conclusion = text_field(_("结论，下一步怎样调整"), most=2000)


class CloseForm(SiteForm):
    after = text_field(_("实施后的状况（和实施前比较）"), most=2000)
