from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.accounts.models import User
from banheng.bureau.accountability.deciding import Vote
from banheng.bureau.accountability.rules import NONE
from banheng.bureau.findings.models import Finding
from banheng.web.inputs import SiteForm, StaffChoice, day_field, text_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.bureau.accountability.rules import Rules
    from banheng.schools.models import School

SEATS = 7
"""Members of a committee that a form has room for."""


class AdoptForm(SiteForm):
    text = forms.CharField(label=_("制度"), widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "false"}))
    first = day_field(_("启用日期"))


class ProposeForm(SiteForm):
    trigger = forms.ChoiceField(label=_("情形"))
    concerned = StaffChoice(label=_("当事人"), empty_label=_("请选择"))
    finding = forms.ModelChoiceField(
        Finding.objects.none(), label=_("根据哪个问题"), required=False, empty_label=_("不是整改台账里的问题")
    )
    facts = text_field(_("事实和证据"), most=2000)
    proposed = forms.ChoiceField(label=_("初步意见"))
    opinion = text_field(_("理由"), most=1000)

    def __init__(self, rules: Rules, school: School, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["trigger"].choices = [("", _("请选择"))] + [
            (group.name, [(each.code, each.name) for each in group.triggers]) for group in rules.groups
        ]
        self.fields["proposed"].choices = [("", _("请选择"))] + [
            (each.code, each.name) for each in rules.sanctions
        ]
        self.fields["concerned"].of(school)
        self.fields["finding"].queryset = Finding.objects.filter(school=school)


class InformForm(SiteForm):
    day = day_field(_("告知日期"))
    hear_until = day_field(_("陈述申辩截止"))


class HearForm(SiteForm):
    """What was said on paper or by word of mouth, as the bureau notes it."""

    statement = text_field(_("陈述申辩"), most=4000, required=False)
    is_waived = forms.BooleanField(label=_("放弃陈述申辩"), required=False)
    day = day_field(_("日期"))


class DecideForm(SiteForm):
    met_on = day_field(_("会议日期"))
    minutes = text_field(_("会议纪要"), most=4000)
    sanction = forms.ChoiceField(label=_("决定"))
    reason = text_field(_("决定的理由"), most=2000)
    citation = forms.CharField(label=_("法规条款（按其他法规处理时）"), max_length=200, required=False)
    first = day_field(_("影响期开始"), required=False)
    last = day_field(_("影响期结束"), required=False)

    def __init__(self, rules: Rules, members: Sequence[User], *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = [("", "—"), (NONE, _("不予追究")), *((each.code, each.name) for each in rules.sanctions)]
        self.fields["sanction"].choices = [("", _("请选择")), *choices[1:]]
        accounts = [("", _("不是本局账号"))] + [(str(each.pk), str(each)) for each in members]
        self._members = {str(each.pk): each for each in members}
        for seat in range(1, SEATS + 1):
            said = {"seat": seat}
            self._add(f"user_{seat}", forms.ChoiceField(label=_("委员 %(seat)s") % said, choices=accounts))
            self._add(f"name_{seat}", forms.CharField(label=_("姓名（局外）"), max_length=50))
            self._add(f"vote_{seat}", forms.ChoiceField(label=_("意见"), choices=choices))

    @property
    def seats(self) -> list[list[forms.BoundField]]:
        """Give the three controls of each member."""
        return [[self[f"{part}_{seat}"] for part in ("user", "name", "vote")] for seat in range(1, SEATS + 1)]

    @property
    def others(self) -> list[forms.BoundField]:
        """Give all other controls, the day of the meeting first."""
        return [self[name] for name in self.fields if name not in self._of_votes()]

    def clean(self) -> dict[str, Any]:
        """Gather the votes; an empty row is nobody."""
        said = super().clean()
        votes = []
        for seat in range(1, SEATS + 1):
            user = self._members.get(said.pop(f"user_{seat}", ""))
            name = said.pop(f"name_{seat}", "").strip()
            choice = said.pop(f"vote_{seat}", "")
            if choice and not user and not name:
                self.add_error(f"name_{seat}", gettext("请选择委员或写姓名。"))
            if (user or name) and not choice:
                self.add_error(f"vote_{seat}", gettext("请选择这名委员的意见。"))
            if choice and (user or name):
                votes.append(Vote(choice, user, name))
        return said | {"votes": votes}

    def _add(self, name: str, field: forms.Field) -> None:
        field.required = False
        field.widget.attrs["class"] = (
            "form-select" if isinstance(field, forms.ChoiceField) else "form-control"
        )
        self.fields[name] = field

    @staticmethod
    def _of_votes() -> list[str]:
        return [f"{part}_{seat}" for seat in range(1, SEATS + 1) for part in ("user", "name", "vote")]


class ServeForm(SiteForm):
    day = day_field(_("送达日期"))
    how = forms.CharField(label=_("送达方式"), max_length=100)


class ReportUpForm(SiteForm):
    day = day_field(_("上报日期"))
    to = forms.CharField(label=_("上报单位"), max_length=200)


class RevokeForm(SiteForm):
    reason = text_field(_("撤销的原因"), most=300)
