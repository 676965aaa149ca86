from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.development.dossier.asking import ASKED, Answer, content_of
from banheng.development.recording import LONGEST_NAME, LONGEST_PROOF
from banheng.schools.models import Staff
from banheng.web.inputs import DateInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.access import Access
    from banheng.development.dossier.asking import Ask
    from banheng.development.dossier.vocabulary import Vocabulary
    from banheng.development.models import Fact
    from banheng.spreadsheets.dictionary import Heading

CONTROL = {"class": "form-control"}
SELECT = {"class": "form-select"}
ASKED_AS = "said_"
"""Stands before the names of what a kind asks for, which may be those of the common fields."""


class FactForm(forms.Form):
    """A fact of a kind: what it is called, its days, what the kind asks for, and the proof."""

    name = forms.CharField(label=_("名称"), max_length=LONGEST_NAME, widget=forms.TextInput(CONTROL))
    since = forms.DateField(label=_("起始日期（或当天）"), widget=DateInput())
    until = forms.DateField(label=_("截止日期（没有就不填）"), required=False, widget=DateInput())
    proof = forms.CharField(
        label=_("证明（证书编号、文号、纪要等）"),
        max_length=LONGEST_PROOF,
        required=False,
        widget=forms.TextInput(CONTROL),
    )

    def __init__(
        self, kind: Fact.Kind, vocabulary: Vocabulary, *arguments: Any, own: bool, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        self.kind = kind
        for ask in ASKED[kind]:
            self.fields[f"{ASKED_AS}{ask.name}"] = _field(ask, kind, vocabulary)
        self.fields["proof"].required = own  # nobody can confirm what is not proved
        self.order_fields([name for name in self.fields if name != "proof"])

    def content(self) -> dict[str, Any]:
        """Give the content of the fact."""
        said = {ask.name: self.cleaned_data[f"{ASKED_AS}{ask.name}"] or "" for ask in ASKED[self.kind]}
        return content_of(self.kind, {name: str(value) for name, value in said.items()})


def _field(ask: Ask, kind: Fact.Kind, vocabulary: Vocabulary) -> forms.Field:
    if words := ask.words_for(kind, vocabulary):
        choices = [("", gettext("请选择") if ask.required else gettext("不填")), *words]
        return forms.ChoiceField(
            label=ask.label, choices=choices, required=ask.required, widget=forms.Select(SELECT)
        )
    if ask.answer is Answer.YEAR:
        return forms.IntegerField(
            label=ask.label,
            required=ask.required,
            min_value=1950,
            max_value=2200,
            widget=forms.NumberInput(CONTROL),
        )
    if ask.answer is Answer.NUMBER:
        return forms.DecimalField(
            label=ask.label,
            required=ask.required,
            min_value=0,
            max_digits=10,
            decimal_places=4,
            widget=forms.NumberInput(CONTROL | {"step": "any"}),
        )
    return forms.CharField(
        label=ask.label, required=ask.required, max_length=100, widget=forms.TextInput(CONTROL)
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("撤销理由"), max_length=200, widget=forms.TextInput(CONTROL))


class CountForm(forms.Form):
    """Under which item a fact counts."""

    what = forms.ChoiceField(label=_("计入哪一项"), widget=forms.Select(SELECT))
    value = forms.CharField(
        label=_("数值"),
        max_length=20,
        required=False,
        help_text=_("考核项要填分数或数值时才填。"),
        widget=forms.TextInput(CONTROL),
    )
    day = forms.DateField(label=_("日期（按哪一天计，须在考核周期内）"), widget=DateInput())

    def __init__(self, headings: Sequence[Heading], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["what"].choices = [
            ("", gettext("请选择")),
            *(
                (
                    f"{heading.code}/{entry.event}/{entry.level}",
                    " ".join(filter(None, [heading.name, entry.event_name, entry.level_name])),
                )
                for heading in headings
                for entry in heading.entries
            ),
        ]


class StaffChoice(forms.ModelChoiceField):
    def label_from_instance(self, staff: Staff) -> str:
        return f"{staff.name}（{staff.code}）"


class ReceiveForm(forms.Form):
    """A signed dossier, and whose it becomes."""

    file = forms.FileField(label=_("对方学校导出的档案文件（.json）"), widget=forms.FileInput(CONTROL))
    staff = StaffChoice(
        Staff.objects.none(), label=_("转入哪位教师"), empty_label=_("请选择"), widget=forms.Select(SELECT)
    )

    def __init__(self, access: Access, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].queryset = Staff.objects.filter(school=access.school, left=None)


class ImportForm(forms.Form):
    file = forms.FileField(label=_("XLSX 或 CSV 文件"), widget=forms.FileInput(CONTROL))
