from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.bureau.targets.measuring import indicator_choices
from banheng.bureau.targets.models import Letter, Report, Target
from banheng.core.money import MOST_OF_BUDGETS
from banheng.schools.models import School
from banheng.web.inputs import SiteForm, day_field, text_field
from banheng.web.training.forms import YuanField

if TYPE_CHECKING:
    from django.db.models import QuerySet


class OpenYuanField(YuanField):
    """An amount in yuan that may stay open, which is not nought; large as buildings are."""

    most = MOST_OF_BUDGETS

    def clean(self, value: Any) -> int | None:
        """Read the amount, if there is one."""
        return super().clean(value) if str(value or "").strip() else None


class LetterForm(SiteForm):
    title = forms.CharField(label=_("名称"), max_length=200)
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("签订的学校"), required=False, empty_label=_("不是学校")
    )
    party = forms.CharField(
        label=_("不是学校时：签订的单位"),
        max_length=100,
        required=False,
        help_text=_("在纸上签字，由教育局登记。"),
    )
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100, required=False)
    first = day_field(_("开始日期"))
    last = day_field(_("结束日期"))
    basis = text_field(_("依据"), required=False, most=2000)
    appraisal_percent = forms.IntegerField(
        label=_("占年度考核的百分比"), min_value=1, max_value=100, required=False
    )

    def __init__(self, schools: QuerySet[School], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["school"].queryset = schools


class TargetForm(SiteForm):
    name = forms.CharField(label=_("目标"), max_length=300)
    owner = forms.CharField(label=_("责任部门或岗位"), max_length=100, required=False)
    co_owners = forms.CharField(label=_("配合单位"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("目标类型"), choices=Target.Kind, initial=Target.Kind.YES_NO)
    direction = forms.ChoiceField(label=_("要求"), choices=Target.Direction)
    value = forms.DecimalField(
        label=_("目标值（数值和百分比才填）"), max_digits=16, decimal_places=4, required=False
    )
    unit = forms.CharField(label=_("单位"), max_length=20, required=False)
    due = day_field(_("期限"), required=False)
    proof = forms.CharField(label=_("以何为证"), max_length=300, required=False)
    indicator = forms.ChoiceField(
        label=_("数据指标"),
        required=False,
        help_text=_("选了以后，进展从锁定的年度数据里取：学校的责任书取生均值，其他单位取全县差异系数。"),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["indicator"].choices = [("", _("不从数据取")), *indicator_choices()]


class AddForm(TargetForm):
    parent = forms.ModelChoiceField(
        Target.objects.none(), label=_("放在哪一项下面"), required=False, empty_label=_("最上层")
    )
    field_order = ("parent",)

    def __init__(self, letter: Letter, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["parent"].queryset = letter.targets.all()


class BudgetForm(SiteForm):
    name = forms.CharField(label=_("用途"), max_length=100)
    fen = OpenYuanField(
        label=_("金额（元）"), required=False, max_length=20, help_text=_("还没有定的留空，不算零。")
    )


class SignForm(SiteForm):
    name = forms.CharField(label=_("签字人"), max_length=50)
    post = forms.CharField(label=_("职务"), max_length=50)
    day = day_field(_("签字日期"))


class ReasonForm(SiteForm):
    reason = text_field(_("原因"), most=300)


class ConcludeForm(SiteForm):
    result = forms.ChoiceField(label=_("结论"), choices=Letter.Result)
    conclusion = text_field(_("总结"), most=2000)


class CheckForm(SiteForm):
    verdict = forms.ChoiceField(label=_("意见"), choices=Report.Verdict)
    reason = text_field(_("理由（退回时必填）"), required=False, most=300)
