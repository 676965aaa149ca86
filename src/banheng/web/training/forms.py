from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.core.errors import MalformedNumber
from banheng.core.money import MOST_OF_BUDGETS, format_yuan, parse_yuan
from banheng.development.training.models import BudgetLine, Expense, Kind, Session, Training, YearPlan
from banheng.development.training.themes import themes
from banheng.schools.models import Staff
from banheng.web.inputs import DateInput, SiteForm, SiteModelForm, text_field
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banheng.schools.models import School

TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class YuanField(forms.CharField):
    """An amount in yuan, read into fen; nothing is nought where it is not asked for."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return format_yuan(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int:
        """Read the amount."""
        written = super().clean(value)
        try:
            fen = parse_yuan(written, most=MOST_OF_BUDGETS) if written else 0
        except MalformedNumber:
            fen = -1
        if fen < 0:
            raise forms.ValidationError(
                gettext("“%(value)s”不是金额。请写成 120 或 120.50，最多两位小数。") % {"value": value}
            )
        return fen


class TrainingForm(SiteModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("培训类别（可选几项，各记一次）"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.MultipleChoiceField(
        label=_("主题"), required=False, widget=forms.SelectMultiple(attrs={"size": 8})
    )
    planned_fen = YuanField(label=_("计划经费（元）"), required=False, max_length=20)

    class Meta:
        model = Training
        fields = (
            "name",
            "kinds",
            "themes",
            "audience",
            "level",
            "partner",
            "times",
            "since",
            "until",
            "by_attendance",
            "pass_percent",
            "excellent_percent",
            "line",
            "planned_fen",
            "note",
        )
        widgets: ClassVar = {
            "since": DateInput(),
            "until": DateInput(),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts: ClassVar = {
            "by_attendance": _("岗前培训和全县统一培训必须选。不选的，每场结束就把学时记入档案。"),
        }

    def __init__(self, plan: YearPlan, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.instance.plan = plan
        self.fields["line"].queryset = plan.lines.all()
        language = request_language()
        grouped: dict[str, list[tuple[str, str]]] = {}
        for theme in themes().values():
            grouped.setdefault(theme.say_group(language), []).append((theme.code, theme.say(language)))
        self.fields["themes"].choices = list(grouped.items())

    def clean(self) -> dict[str, Any]:
        """Say beside the field what the database would refuse without words."""
        given = super().clean()
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", gettext("计划结束早于计划开始。请核对。"))
        if (given.get("pass_percent") or 0) > (given.get("excellent_percent") or 0):
            self.add_error("pass_percent", gettext("合格出勤率高于优秀出勤率。请核对。"))
        return given


class SessionForm(SiteModelForm):
    video = forms.URLField(label=_("录像地址（录像课填）"), required=False, assume_scheme="https")
    options = forms.CharField(
        label=_("检查题的选项（每行一个，正确的写在第一行）"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Session
        fields = (
            "topic",
            "since",
            "until",
            "starts",
            "place",
            "speaker",
            "capacity",
            "hours",
            "lessons",
            "days",
            "weeks",
            "months",
            "video",
            "question",
            "options",
            "least_minutes",
        )
        widgets: ClassVar = {"since": DateInput(), "until": DateInput(), "starts": TIME}
        labels: ClassVar = {"capacity": _("名额（不填为不限）")}

    def __init__(self, training: Training, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.instance.training = training
        self.fields["until"].required = False
        for unit in ("hours", "lessons", "days", "weeks", "months", "least_minutes"):
            self.fields[unit].required = False

    def clean_options(self) -> list[str]:
        """Read one option a line."""
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Fill in what is left out: one day, and nothing of a unit."""
        given = super().clean()
        given["until"] = given.get("until") or given.get("since")
        for unit in ("hours", "lessons", "days", "weeks", "months", "least_minutes"):
            if unit in given:
                given[unit] = given[unit] or 0
        if given["until"] and given.get("since") and given["until"] < given["since"]:
            self.add_error("until", gettext("结束日期早于日期。请核对。"))
        return given


class StaffForm(SiteForm):
    """Who is enrolled by the office."""

    staff = forms.ModelMultipleChoiceField(
        Staff.objects.none(), label=_("教师（可多选）"), widget=forms.SelectMultiple(attrs={"size": 8})
    )

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].queryset = Staff.objects.filter(school=school, left=None)


class WatchForm(SiteForm):
    minutes = forms.IntegerField(label=_("观看了多少分钟"), min_value=1, max_value=1000)
    answer = forms.ChoiceField(label=_("检查题"), widget=forms.RadioSelect)

    def __init__(self, session: Session, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if session.question:
            self.fields["answer"].label = session.question
            self.fields["answer"].choices = [(each, each) for each in sorted(session.options)]
            self.fields["answer"].widget.attrs["class"] = "form-check-input"
        else:
            del self.fields["answer"]


class CloseForm(SiteForm):
    headcount = forms.IntegerField(
        label=_("其他到场人数（如家长，可不填）"), min_value=0, max_value=100_000, required=False
    )


class ReasonForm(SiteForm):
    reason = text_field(_("原因"), most=200)


class GoalsForm(SiteModelForm):
    class Meta:
        model = YearPlan
        fields = ("goals",)
        widgets: ClassVar = {"goals": forms.Textarea(attrs={"rows": 4})}


class LineForm(SiteForm):
    name = forms.CharField(label=_("用途（已有的同名项目改为新金额）"), max_length=60)
    fund = forms.CharField(label=_("经费来源（如教师培训专项经费）"), max_length=60, required=False)
    fen = YuanField(label=_("预算金额（元）"), max_length=20)


class ExpenseForm(SiteModelForm):
    fen = YuanField(label=_("金额（元）"), max_length=20)

    class Meta:
        model = Expense
        fields = ("line", "training", "day", "fen", "what", "voucher")
        widgets: ClassVar = {"day": DateInput()}

    def __init__(self, lines: Iterable[BudgetLine], plan: YearPlan, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["line"].queryset = lines
        self.fields["training"].queryset = plan.trainings.filter(cancelled_for="")
        self.fields["training"].empty_label = gettext("不属于某项培训")
