"""Controls that several forms share."""

from __future__ import annotations

from django import forms


class DateInput(forms.DateInput):
    """The browser's own calendar, which takes a day in this form only, whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "form-control"}, format="%Y-%m-%d")
