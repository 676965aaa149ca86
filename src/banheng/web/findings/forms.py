from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.bureau.findings.models import Finding, Inspection
from banheng.schools.models import School
from banheng.web.inputs import SiteForm, day_field, text_field

if TYPE_CHECKING:
    from django.db.models import QuerySet


class InspectionForm(SiteForm):
    kind = forms.ChoiceField(label=_("类型"), choices=Inspection.Kind)
    title = forms.CharField(label=_("名称"), max_length=200)
    first = day_field(_("开始日期"))
    last = day_field(_("结束日期"))
    schools = forms.ModelMultipleChoiceField(
        School.objects.none(),
        label=_("学校"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("随机抽查时，从这里选的学校里抽。"),
    )
    number = forms.IntegerField(label=_("随机抽查：抽几所"), min_value=1, required=False)
    seed = forms.CharField(
        label=_("随机抽查：抽取种子"),
        max_length=60,
        required=False,
        help_text=_("事先约定的数字，例如当天的开奖号码。种子和名单公开，谁都可以重新抽一遍核对。"),
    )
    basis = forms.CharField(label=_("依据"), max_length=300, required=False)
    methods = forms.CharField(
        label=_("方式"), max_length=200, required=False, help_text=_("例如：实地查看、问卷、座谈。")
    )

    def __init__(self, schools: QuerySet[School], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["schools"].queryset = schools


class VisitForm(SiteForm):
    visited_on = day_field(_("到校日期"))
    team = forms.CharField(label=_("督导人员"), max_length=200)
    summary = text_field(_("总体情况"), most=2000)


class ConcludeForm(SiteForm):
    conclusion = text_field(_("总结"), most=2000)


class FoundForm(SiteForm):
    """What was found at a visit."""

    what = text_field(_("问题"), most=1000)
    standard = forms.CharField(label=_("对照的标准"), max_length=300, required=False)
    weight = forms.ChoiceField(label=_("程度"), choices=Finding.Weight)
    found_on = day_field(_("发现日期"))
    due = day_field(_("整改期限"))


class FindingForm(FoundForm):
    """What was found otherwise."""

    school = forms.ModelChoiceField(School.objects.none(), label=_("学校"), empty_label=_("请选择"))
    source = forms.ChoiceField(
        label=_("来源"), choices=[each for each in Finding.Source.choices if each[0] != Finding.Source.SELF]
    )
    field_order = ("school", "source")

    def __init__(self, schools: QuerySet[School], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["school"].queryset = schools


class LookAgainForm(SiteForm):
    is_right = forms.TypedChoiceField(
        label=_("复查结果"),
        choices=[("yes", _("已经整改到位，销号")), ("no", _("没有整改到位"))],
        coerce=lambda answer: answer == "yes",
    )
    text = text_field(_("复查情况"), most=1000)
    due = day_field(_("没有到位时：新的期限"), required=False)


class PutOffForm(SiteForm):
    due = day_field(_("延到哪天"))
    reason = text_field(_("延期的原因"), most=300)


class UrgeForm(SiteForm):
    text = text_field(_("督办意见"), most=500)
