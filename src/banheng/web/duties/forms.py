from __future__ import annotations

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.routines.loading import list_packs, load_pack, pack_path
from banheng.web.inputs import DateInput

MOST_MINUTES = 3000


class PackForm(forms.Form):
    """A pack of the library or an own text, and from when it is in force."""

    library = forms.ChoiceField(
        label=_("常规库"), required=False, widget=forms.Select({"class": "form-select"})
    )
    text = forms.CharField(
        label=_("或粘贴本校的常规文件（YAML）"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea({"class": "form-control", "rows": 12}),
    )
    first = forms.DateField(label=_("从哪天起执行"), widget=DateInput())

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        titles = [(code, f"{load_pack(pack_path(code)).pack.title}（{code}）") for code in list_packs()]
        self.fields["library"].choices = [("", gettext("不用常规库")), *titles]

    def clean(self) -> dict[str, object]:
        """Take the text, or that of the library."""
        said = super().clean()
        text, code = said.get("text", "").strip(), said.get("library")
        if bool(text) == bool(code):
            raise forms.ValidationError(gettext("请从常规库选一份，或粘贴一份，二者取一。"))
        said["text"] = text or pack_path(code).read_text(encoding="utf-8")
        return said


class CeilingForm(forms.Form):
    """How many minutes a week the packs may ask; empty for no ceiling."""

    minutes = forms.IntegerField(
        label=_("每周用时上限（分钟）"),
        required=False,
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.NumberInput({"class": "form-control", "inputmode": "numeric"}),
    )


class DoForm(forms.Form):
    """What shows that a duty was done."""

    day = forms.DateField()
    number = forms.IntegerField(min_value=1)
    school_class = forms.CharField(required=False)
    note = forms.CharField(required=False)
    count = forms.IntegerField(required=False)
