from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.accounts.models import User
from banheng.questionnaires.instrument import WITHOUT_ACCOUNT, Group
from banheng.questionnaires.loading import instrument_text, list_instruments, parse_instrument
from banheng.schools.models import SchoolClass
from banheng.surveys.counting import survey_items
from banheng.surveys.extending import LONGEST_REASON
from banheng.surveys.groups import GROUP_NAMES
from banheng.web.inputs import DateInput

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import School
    from banheng.surveys.models import Survey

MATCHES = {
    "self": ("self", "本人", "自评"),
    "peer": ("peer", "同事", "同行", "教师"),
    "subject_teacher": ("subject", "科任", "任课", "教师"),
    "pupil": ("pupil", "student", "学生"),
    "guardian": ("guardian", "parent", "家长", "监护"),
    "office": ("office", "school", "德育", "学校", "处室"),
    "leader": ("leader", "school", "领导", "学校", "校长"),
}
"""Words by which the respondent groups of a scheme are recognised."""


def library_titles() -> list[tuple[str, str]]:
    """List the questionnaires that come with Banheng: code and title."""
    return [(code, parse_instrument(instrument_text(code)).instrument.title) for code in list_instruments()]


class OpenForm(forms.Form):
    """Which questionnaire, about which grades, until when, and where it counts."""

    library = forms.ChoiceField(
        label=_("问卷"), required=False, widget=forms.Select({"class": "form-select"})
    )
    text = forms.CharField(
        label=_("或粘贴本校的问卷（YAML）"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea({"class": "form-control", "rows": 8}),
    )
    title = forms.CharField(
        label=_("名称"), required=False, max_length=100, widget=forms.TextInput({"class": "form-control"})
    )
    first = forms.DateField(label=_("开始日期"), widget=DateInput())
    last = forms.DateField(label=_("截止日期"), widget=DateInput())
    grades = forms.ModelMultipleChoiceField(
        label=_("年级"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("不选就是全校。"),
    )
    item = forms.ChoiceField(
        label=_("计入考核项"), required=False, widget=forms.Select({"class": "form-select"})
    )

    def __init__(self, school: School, day: date, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        self.items = survey_items(school, day)
        self.fields["grades"].queryset = school.grades.order_by("stage_order", "level")
        self.versions = {f"own:{each.pk}": each for each in school.instrument_versions.all()}
        self.fields["library"].choices = [
            ("", gettext("粘贴")),
            (gettext("本校问卷"), [(code, str(version)) for code, version in self.versions.items()]),
            (gettext("问卷库"), [(code, f"{title}（{code}）") for code, title in library_titles()]),
        ]
        names = [(code, name) for code, (name, _rule) in self.items.items()]
        self.fields["item"].choices = [("", gettext("不计入考核")), *names]

    def clean(self) -> dict[str, object]:
        """Take the text, or that of the library."""
        said = super().clean()
        text, code = said.get("text", "").strip(), said.get("library")
        if bool(text) == bool(code):
            raise forms.ValidationError(gettext("请选一份问卷，或粘贴一份，二者取一。"))
        said["version"] = version = self.versions.get(code)
        said["text"] = text or (version.text if version else instrument_text(code))
        return said

    def events(self) -> dict[str, str]:
        """Match the groups of the questionnaire with those of the scheme's rule, by their names."""
        item = self.cleaned_data.get("item")
        if not item:
            return {}
        _name, rule = self.items[item]
        found = {}
        for group, words in MATCHES.items():
            for code, respondents in rule.groups.items():
                if any(word in code or word in respondents.name for word in words):
                    found[group] = code
                    break
        return found


class ExtendForm(forms.Form):
    """Who gets more time, and until when."""

    who = forms.ChoiceField(label=_("给谁延期"), widget=forms.Select({"class": "form-select"}))
    until = forms.DateField(label=_("延到"), widget=DateInput())
    reason = forms.CharField(
        label=_("原因"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput({"class": "form-control"}),
        help_text=_("会记录下来，不写个人隐私。"),
    )

    def __init__(self, survey: Survey, classes: dict[int, str], *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)
        asked = survey.rights.values_list("school_class", "group", "user").distinct()
        groups = {(one, group) for one, group, _user in asked if Group(group) in WITHOUT_ACCOUNT}
        slips = [
            (f"slips:{one}:{group}", f"{classes.get(one, '')} {GROUP_NAMES[Group(group)]}")
            for one in classes
            for group in sorted({group for _class, group in groups})
            if (one, group) in groups
        ]
        users = User.objects.filter(pk__in={user for _class, _group, user in asked if user})
        people = [(f"user:{user.pk}", str(user)) for user in users.order_by("name", "username")]
        self.fields["who"].choices = [
            ("", gettext("请选择")),
            (gettext("答题单"), slips),
            (gettext("登录作答的人"), people),
        ]

    def chosen(self) -> tuple[SchoolClass | None, Group | None, User | None]:
        """Give the class and group of the slips, or the account."""
        kind, _colon, rest = self.cleaned_data["who"].partition(":")
        if kind == "user":
            return None, None, User.objects.get(pk=int(rest))
        school_class, _colon, group = rest.partition(":")
        return SchoolClass.objects.get(pk=int(school_class)), Group(group), None
