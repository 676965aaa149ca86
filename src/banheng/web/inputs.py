"""Controls that several forms share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from banheng.schools.models import Staff

if TYPE_CHECKING:
    from banheng.schools.models import School


class DateInput(forms.DateInput):
    """The browser's own calendar, which takes a day in this form only, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "form-control"}, format="%Y-%m-%d")


class SiteForm(forms.Form):
    """A form with the looks of the site."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        named.setdefault("label_suffix", "")
        super().__init__(*arguments, **named)
        for field in self.fields.values():
            looks = {
                forms.Select: "form-select",
                forms.CheckboxInput: "form-check-input",
                forms.CheckboxSelectMultiple: "form-check-input",
            }
            field.widget.attrs["class"] = looks.get(type(field.widget), "form-control")


class SiteModelForm(SiteForm, forms.ModelForm):
    """A form of a model with the looks of the site."""


def text_field(label: Any, *, required: bool = True, most: int = 500, **more: Any) -> forms.CharField:
    """Make a field for a few sentences."""
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, **more)


def day_field(label: Any, *, required: bool = True) -> forms.DateField:
    """Make a field for a day."""
    return forms.DateField(label=label, widget=DateInput(), required=required)


class StaffChoice(forms.ModelChoiceField):
    """One of the staff; `of` says of which school before the form is shown."""

    def __init__(self, **named: Any) -> None:
        super().__init__(Staff.objects.none(), **named)

    def label_from_instance(self, staff: Staff) -> str:
        return f"{staff.name}（{staff.code}）"

    def of(self, school: School) -> None:
        """Offer those who are at the school now."""
        self.queryset = Staff.objects.filter(school=school, left=None)
