from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from banheng.accounts.tokens import LONGEST_DAYS, Scope
from banheng.notices.webhooks.kinds import KINDS
from banheng.schools.classes import classes_on
from banheng.schools.models import Grade
from banheng.web.inputs import SiteForm

if TYPE_CHECKING:
    from banheng.accounts.access import Access

SPANS = ((30, _("30天")), (90, _("90天")), (LONGEST_DAYS - 1, _("一年")))


class TokenForm(SiteForm):
    """What a token is for; only what the account itself may do is offered."""

    name = forms.CharField(
        label=_("用途"), max_length=50, help_text=_("写明哪个程序用，例如“教务系统读取考核结果”。")
    )
    scopes = forms.MultipleChoiceField(
        label=_("可以做什么"), widget=forms.CheckboxSelectMultiple, help_text=_("只选程序真正需要的。")
    )
    grade = forms.ModelChoiceField(
        Grade.objects.none(), label=_("只限一个年级"), required=False, empty_label=_("不限")
    )
    school_class = forms.ChoiceField(label=_("只限一个班级"), required=False)
    days = forms.TypedChoiceField(label=_("有效期"), choices=SPANS, coerce=int, initial=90)

    def __init__(self, *arguments: Any, access: Access, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.access = access
        self.classes = {year.school_class.code: year for year in classes_on(access.school, access.day)}
        self.fields["scopes"].choices = [
            (scope.value, scope.label)
            for scope in Scope
            if any(access.may(permission) for permission in scope.permissions)
        ]
        self.fields["grade"].queryset = Grade.objects.filter(school=access.school)
        self.fields["school_class"].choices = [
            ("", _("不限")),
            *((code, year.name) for code, year in self.classes.items()),
        ]

    def said(self) -> dict[str, Any]:
        """Give what was chosen, as `make_token` takes it."""
        said = self.cleaned_data
        year = self.classes.get(said["school_class"])
        return {
            "name": said["name"],
            "scopes": [Scope(value) for value in said["scopes"]],
            "grade": said["grade"],
            "school_class": year.school_class if year else None,
            "last": self.access.day + timedelta(days=said["days"]),
        }


class WebhookForm(SiteForm):
    """What a webhook is called and told."""

    name = forms.CharField(label=_("用途"), max_length=50)
    kinds = forms.MultipleChoiceField(
        label=_("发送哪些事件"), choices=list(KINDS.items()), widget=forms.CheckboxSelectMultiple
    )


class NewWebhookForm(WebhookForm):
    """The same, with the address."""

    address = forms.CharField(
        label=_("地址"),
        max_length=300,
        help_text=_("接收程序的网址，以 https:// 开头；要在公网上，本校服务器能连到。"),
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    field_order = ("name", "address", "kinds")
