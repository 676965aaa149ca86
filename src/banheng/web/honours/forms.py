from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.schools.classes import classes_on
from banheng.schools.models import Staff
from banheng.scoring.explanation.naming import DECISION_KINDS
from banheng.spreadsheets.dictionary import DECISION
from banheng.web.templatetags.points import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from banheng.accounts.access import Access
    from banheng.honours.models import Honour
    from banheng.schemes.honours import Honour as HonourRule
    from banheng.spreadsheets.dictionary import Entry, Heading


class LookingForm(forms.Form):
    """A form with the looks of the site."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named.setdefault("label_suffix", "")
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            looks = {forms.Select: "form-select", forms.CheckboxSelectMultiple: "form-check-input"}
            field.widget.attrs["class"] = looks.get(type(field.widget), "form-control")


def text_field(label: Any, *, required: bool = True, most: int = 500) -> forms.CharField:
    """Make a field for a few sentences."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget)


def day_field(label: Any) -> forms.DateField:
    """Make a field for a day, which old browsers show as text."""
    widget = forms.DateInput(attrs={"type": "date", "placeholder": "2026-09-01"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


MINUTES = _("会议纪要编号（可不填）")


class AwardForm(LookingForm):
    """Which of the proposed honours are awarded together."""

    honours = forms.MultipleChoiceField(label=_("授予"), widget=forms.CheckboxSelectMultiple)
    minutes = forms.CharField(label=MINUTES, max_length=100, required=False)

    def __init__(self, proposed: Iterable[Honour], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["honours"].choices = [(str(honour.pk), str(honour)) for honour in proposed]


class DecideForm(LookingForm):
    remark = text_field(_("理由"), required=False)
    minutes = forms.CharField(label=MINUTES, max_length=100, required=False)


class ReasonForm(LookingForm):
    reason = text_field(_("原因"))


class StaffChoice(forms.ModelChoiceField):
    def label_from_instance(self, staff: Staff) -> str:
        return f"{staff.name}（{staff.code}）"


class NominateForm(LookingForm):
    honour = forms.ChoiceField(label=_("荣誉"))
    staff = StaffChoice(Staff.objects.none(), label=_("教师"), empty_label=_("请选择"))
    reason = text_field(_("推荐理由（写在证书上）"), most=200)

    def __init__(self, access: Access, honours: Sequence[HonourRule], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["honour"].choices = [(honour.code, honour.name) for honour in honours]
        self.fields["staff"].queryset = Staff.objects.filter(school=access.school, left=None)


class NoteForm(LookingForm):
    note = text_field(_("办理情况"))


class PostponeForm(LookingForm):
    due = day_field(_("新的期限"))
    reason = text_field(_("延期原因"))


class SpecialCaseForm(LookingForm):
    """A veto, a paid event or a committee's decision about a class and its teacher."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    school_class = forms.ModelChoiceField(None, label=_("班级"), empty_label=_("请选择"))
    day = day_field(_("日期（按哪一天计，须在考核周期内）"))
    what = forms.ChoiceField(label=_("事项"))
    value = forms.CharField(
        label=_("分数或金额（元）"),
        max_length=20,
        required=False,
        help_text=_("定分、加减分、定津贴时填写；减分写负数。"),
    )
    minutes = forms.CharField(label=_("会议纪要或依据编号"), max_length=60)
    text = text_field(_("内容和理由"), most=400)

    def __init__(self, access: Access, headings: Iterable[Heading], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["school_class"].queryset = classes_on(access.school, access.day)
        self.fields["what"].choices = [
            (f"{heading.code}/{entry.event}/{entry.level}", _name_of(heading, entry))
            for heading in headings
            for entry in heading.entries
        ]


def _name_of(heading: Heading, entry: Entry) -> str:
    if heading.code == DECISION:
        return "：".join(filter(None, [said(DECISION_KINDS[entry.event]), entry.level_name]))
    return " ".join(filter(None, [heading.name, entry.event_name, entry.level_name]))
