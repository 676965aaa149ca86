from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.core.errors import MalformedNumber
from banheng.core.money import MOST_OF_BUDGETS, parse_yuan
from banheng.core.points import parse_units
from banheng.development.studios.models import (
    Activity,
    FundEntry,
    Gathering,
    Goal,
    Member,
    Section,
    YearReview,
)
from banheng.schools.models import Staff
from banheng.web.inputs import SiteForm, StaffChoice, day_field, text_field

if TYPE_CHECKING:
    from collections.abc import Callable

    from banheng.development.studios.models import Studio
    from banheng.schools.models import School


class FigureField(forms.CharField):
    """An exact figure as people write it."""

    def __init__(self, read: Callable[[str], int], **named: Any) -> None:
        self.read = read
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **named)

    def clean(self, value: Any) -> int:
        try:
            return self.read(super().clean(value))
        except MalformedNumber as malformed:
            raise forms.ValidationError(_("请填数字，例如 88.5。")) from malformed


class SeveralStaff(forms.ModelMultipleChoiceField):
    """Some of the staff, as a list to tick."""

    def __init__(self, **named: Any) -> None:
        super().__init__(Staff.objects.none(), widget=forms.CheckboxSelectMultiple, **named)

    def label_from_instance(self, staff: Staff) -> str:
        return staff.name

    def of(self, school: School) -> None:
        """Offer those who are at the school now."""
        self.queryset = Staff.objects.filter(school=school, left=None)


class FoundForm(SiteForm):
    name = forms.CharField(label=_("工作室名称"), max_length=100)
    leader = StaffChoice(label=_("挂牌负责人"), empty_label=_("请选择"))
    first = day_field(_("成立日期"))

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["leader"].of(school)


class CharterForm(SiteForm):
    """One field for each section."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for code in Section.Code:
            field = text_field(code.label, required=False, most=5000)
            field.widget.attrs = {"rows": 4, "class": "form-control"}
            self.fields[code.value] = field


class ApplyForm(SiteForm):
    statement = text_field(_("申请理由"), most=1000)


class DecideForm(SiteForm):
    task = forms.CharField(label=_("分工（入选的填写）"), max_length=200, required=False)
    reason = text_field(_("理由（未入选的必填）"), required=False, most=300)


class DayForm(SiteForm):
    day = day_field(_("日期"))


class GoalForm(SiteForm):
    member = forms.ModelChoiceField(None, label=_("谁的目标"), empty_label=_("工作室"), required=False)
    horizon = forms.ChoiceField(label=_("期限类别"), choices=Goal.Horizon)
    text = text_field(_("目标"))
    due = day_field(_("期限"))

    def __init__(self, studio: Studio, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["member"].queryset = studio.members.filter(
            state=Member.State.ACCEPTED, until=None
        ).select_related("staff")


class GoalReviewForm(SiteForm):
    reached = forms.TypedChoiceField(
        label=_("是否达成"),
        choices=[("yes", _("达成")), ("no", _("没有达成"))],
        coerce=lambda said: said == "yes",
    )
    result = text_field(_("达成情况"))


class ActivityForm(SiteForm):
    day = day_field(_("日期"))
    kind = forms.ChoiceField(label=_("形式"), choices=Activity.Kind)
    theme = forms.CharField(label=_("主题"), max_length=200)
    output = text_field(_("成果（没有不填）"), required=False)
    present = SeveralStaff(label=_("参加的人（含非成员）"))

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["present"].of(school)


class FundForm(SiteForm):
    day = day_field(_("日期"))
    use = forms.ChoiceField(label=_("用途"), choices=FundEntry.Use)
    fen = FigureField(partial(parse_yuan, most=MOST_OF_BUDGETS), label=_("金额（元）"))
    text = forms.CharField(label=_("说明和凭证"), max_length=300)


class ReviewForm(SiteForm):
    result = forms.ChoiceField(label=_("结果"), choices=YearReview.Result)
    text = text_field(_("评语"), most=2000)


class GatheringForm(SiteForm):
    kind = forms.ChoiceField(label=_("类别"), choices=Gathering.Kind)
    name = forms.CharField(label=_("名称"), max_length=200)
    day = day_field(_("日期"))
    level = forms.ChoiceField(label=_("级别"), choices=Gathering.LEVELS)
    text = text_field(_("议程和要求"), required=False, most=2000)
    judges = SeveralStaff(label=_("评委（竞赛）"), required=False)

    def __init__(self, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["judges"].of(school)


class ContributeForm(SiteForm):
    title = forms.CharField(label=_("题目"), max_length=200)


class MarkForm(SiteForm):
    units = FigureField(parse_units, label=_("分数"))
