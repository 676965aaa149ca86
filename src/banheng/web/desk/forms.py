from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models import AppealRule


class ReviewForm(forms.Form):
    """What the reviewer says of the result."""

    remark = forms.CharField(
        label=_("审核意见（可不填）"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
    )


class PublishForm(forms.Form):
    """How long the notice period is, and whom to tell objections."""

    school_days = forms.IntegerField(
        label=_("公示期（教学日）"),
        min_value=1,
        max_value=60,
        help_text=_("公示当天不计入，从下一个教学日算起。"),
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )
    contact = forms.CharField(
        label=_("受理部门和联系方式"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=500)


class AppealRuleForm(forms.ModelForm):
    class Meta:
        model = AppealRule
        fields = ("notice_days", "ruling_days", "late_days", "contact")
        widgets: ClassVar = {
            "notice_days": forms.NumberInput(attrs={"class": "form-control"}),
            "ruling_days": forms.NumberInput(attrs={"class": "form-control"}),
            "late_days": forms.NumberInput(attrs={"class": "form-control"}),
            "contact": forms.TextInput(attrs={"class": "form-control"}),
        }
