from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.accounts.granting import GRANTABLE
from banheng.accounts.roles import Role
from banheng.accounts.second_factors import ASKABLE
from banheng.schools.classes import classes_on
from banheng.schools.models import ClassYear, Grade, Staff
from banheng.web.inputs import DateInput

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from banheng.schools.models import School

_CONTROL = {"class": "form-control"}
_SELECT = {"class": "form-select"}


class NewAccountForm(forms.Form):
    """Somebody of the staff, or a name and a user name."""

    staff = forms.ModelChoiceField(
        Staff.objects.none(), label=_("教职工"), required=False, widget=forms.Select(_SELECT), empty_label="—"
    )
    name = forms.CharField(label=_("姓名"), max_length=50, required=False, widget=forms.TextInput(_CONTROL))
    code = forms.CharField(label=_("用户名"), max_length=50, required=False, widget=forms.TextInput(_CONTROL))

    def __init__(self, *arguments: Any, staff: QuerySet[Staff], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["staff"].queryset = staff
        self.fields["staff"].label_from_instance = lambda one: f"{one.code} {one.name}"


class GrantForm(forms.Form):
    """A role, where it holds, and for which days."""

    role = forms.ChoiceField(
        label=_("角色"),
        choices=[(role.value, role.label) for role in GRANTABLE],
        widget=forms.Select(_SELECT),
    )
    grade = forms.ModelChoiceField(
        Grade.objects.none(),
        label=_("年级"),
        required=False,
        widget=forms.Select(_SELECT),
        empty_label=_("全校"),
    )
    school_class = forms.ModelChoiceField(
        ClassYear.objects.none(),
        label=_("班级"),
        required=False,
        widget=forms.Select(_SELECT),
        empty_label=_("全部班级"),
    )
    first = forms.DateField(label=_("自"), widget=DateInput())
    last = forms.DateField(label=_("至（可不填）"), required=False, widget=DateInput())

    def __init__(self, *arguments: Any, school: School, day: date, **named: Any) -> None:
        super().__init__(*arguments, initial={"first": day}, **named)
        self.fields["grade"].queryset = school.grades.all()
        self.fields["school_class"].queryset = classes_on(school, day)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        role, grade, school_class = said.get("role"), said.get("grade"), said.get("school_class")
        if role == Role.GRADE_LEADER and not grade:
            self.add_error("grade", gettext("年级组长要选定年级。"))
        if role == Role.SUBJECT_TEACHER and not school_class:
            self.add_error("school_class", gettext("任课教师要选定班级；教几个班就授予几次。"))
        if grade and school_class:
            self.add_error("school_class", gettext("年级和班级只选一项。"))
        return said


class EndForm(forms.Form):
    """The last day; left out, the role ends at once."""

    last = forms.DateField(required=False)


class FactorsForm(forms.Form):
    """Roles whose holders must have a second factor."""

    roles = forms.MultipleChoiceField(
        choices=[(role.value, role.label) for role in ASKABLE],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
