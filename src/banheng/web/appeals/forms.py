from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from banheng.assessment.models import AppealLimit, Ruling
from banheng.ledger.desk import Entry
from banheng.web.inputs import DateInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.assessment.models import Appeal
    from banheng.ledger.checklists import CheckItem

_CONTROL = {"class": "form-control"}
_SELECT = {"class": "form-select"}


class AppealForm(forms.Form):
    """What is objected to, and why."""

    about = forms.ChoiceField(label=_("对什么有异议"), widget=forms.Select(_SELECT))
    text = forms.CharField(
        label=_("理由和依据"),
        max_length=2000,
        help_text=_("写清事实，可以说明有哪些照片或证明人。请不要写学生姓名。"),
        widget=forms.Textarea(_CONTROL | {"rows": 5}),
    )


class HearingForm(forms.Form):
    day = forms.DateField(label=_("日期"), widget=DateInput())
    text = forms.CharField(
        label=_("了解到的情况"), max_length=2000, widget=forms.Textarea(_CONTROL | {"rows": 3})
    )


class RulingForm(forms.Form):
    """The outcome with reasons, the records that are void, and at most one that takes their place."""

    outcome = forms.ChoiceField(
        label=_("复核结论"), choices=Ruling.Outcome, widget=forms.RadioSelect({"class": "form-check-input"})
    )
    reason = forms.CharField(label=_("理由"), max_length=2000, widget=forms.Textarea(_CONTROL | {"rows": 3}))
    voids = forms.MultipleChoiceField(
        label=_("作废的记录"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
    )
    choice = forms.ChoiceField(label=_("补记一条"), required=False, widget=forms.Select(_SELECT))
    day = forms.DateField(label=_("补记的日期"), required=False, widget=DateInput())
    quantity = forms.CharField(
        label=_("数量（不填为 1）"),
        required=False,
        widget=forms.TextInput(_CONTROL | {"inputmode": "decimal"}),
    )
    value = forms.CharField(
        label=_("数值（按数值计分的项目）"),
        required=False,
        widget=forms.TextInput(_CONTROL | {"inputmode": "decimal"}),
    )
    project = forms.CharField(
        label=_("项目名称（评比、获奖类）"), required=False, max_length=100, widget=forms.TextInput(_CONTROL)
    )
    note = forms.CharField(
        label=_("补记的说明"), required=False, max_length=500, widget=forms.TextInput(_CONTROL)
    )

    def __init__(
        self,
        *arguments: Any,
        appeal: Appeal,
        records: Sequence[tuple[UUID, str]],
        items: Sequence[CheckItem],
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        self.appeal = appeal
        self.fields["voids"].choices = [(str(pk), name) for pk, name in records]
        self.fields["choice"].choices = [("", "—")] + [
            (
                f"{item.code}/{choice.event}/{choice.level}",
                f"{item.name} · {choice.name} {choice.price}".strip(),
            )
            for item in items
            if appeal.item in ("", item.code)
            for choice in item.choices
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a day where a record is added."""
        said = super().clean()
        if said.get("choice") and not said.get("day"):
            self.add_error("day", gettext("请填写补记的日期。"))
        return said

    def entries(self) -> tuple[Entry, ...]:
        """Give the record that is added, if there is one."""
        said = self.cleaned_data
        if not said["choice"]:
            return ()
        item, event, level = said["choice"].split("/")
        return (
            Entry(
                id=uuid7(),
                day=said["day"],
                item=item,
                school_class=self.appeal.school_class.code,
                event=event,
                level=level,
                project=said["project"],
                quantity=said["quantity"],
                value=said["value"],
                note=said["note"],
            ),
        )


class LimitForm(forms.ModelForm):
    class Meta:
        model = AppealLimit
        fields = ("staff", "most", "last", "reason")
        widgets: ClassVar = {
            "staff": forms.Select(_SELECT),
            "most": forms.NumberInput(_CONTROL),
            "last": DateInput(),
            "reason": forms.TextInput(_CONTROL),
        }
