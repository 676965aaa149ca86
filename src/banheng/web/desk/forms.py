from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.assessment.adjusting import Amount
from banheng.assessment.models import AppealRule
from banheng.core.errors import MalformedNumber
from banheng.core.points import format_units, parse_units

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from banheng.assessment.adjusting import Bounds
    from banheng.schools.models import ClassYear


class Context(models.TextChoices):
    """Why a class is harder than others; a list, so that no pupil is named."""

    TAKEN_OVER = "taken_over", _("中途接班")
    SPECIAL_NEEDS = "special_needs", _("随班就读学生较多")
    LARGE = "large", _("班额偏大")
    NEWCOMERS = "newcomers", _("转入学生较多")
    BOARDERS = "boarders", _("寄宿学生较多")
    OTHER = "other", _("其他，已在会上说明")


class ContextForm(forms.Form):
    """What one class gets for its context, and why."""

    points = forms.CharField(
        required=False, max_length=12, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    why = forms.ChoiceField(required=False)

    def __init__(
        self, class_year: ClassYear, bounds: Bounds, standing: Amount, data: Mapping[str, Any] | None
    ) -> None:
        why = next((choice.value for choice in Context if choice.label == standing.note), "")
        points = format_units(standing.points) if standing.points else ""
        super().__init__(data, prefix=class_year.school_class.code, initial={"points": points, "why": why})
        self.class_year, self.bounds = class_year, bounds
        self.fields["why"].choices = [("", "—"), *Context.choices]  # type: ignore[attr-defined]
        for name, label in (("points", _("分值")), ("why", _("原因"))):
            css = "form-control num" if name == "points" else "form-select"
            self.fields[name].widget.attrs |= {"class": css, "aria-label": f"{class_year} {label}"}

    def clean_points(self) -> int:
        """Read the points, in units."""
        text = self.cleaned_data["points"].strip()
        try:
            points = parse_units(text) if text else 0
        except MalformedNumber:
            raise forms.ValidationError(
                gettext("“%(text)s”不是数，请写如 1 或 -0.5。") % {"text": text}
            ) from None
        if not self.bounds.least <= points <= self.bounds.most:
            raise forms.ValidationError(
                gettext("方案规定在 %(least)s 到 %(most)s 分之间。")
                % {"least": format_units(self.bounds.least), "most": format_units(self.bounds.most)}
            )
        return points

    def clean(self) -> dict[str, Any]:
        """Points need a reason, a reason needs points."""
        said = super().clean() or {}
        if said.get("points") and not said.get("why"):
            self.add_error("why", gettext("请选原因。"))
        return said

    def amount(self) -> Amount:
        """Give what was said."""
        points, why = self.cleaned_data["points"], self.cleaned_data["why"]
        return Amount(points, str(Context(why).label) if points else "")


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
