"""A proceeding against one person: opinion, hearing, votes, decision, effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.bureau.accountability.models.rules_version import RulesVersion
from banheng.bureau.findings.models import Finding
from banheng.schools.models import Bureau, School, Staff

if TYPE_CHECKING:
    from datetime import date

    from banheng.bureau.accountability.rules import Sanction, Trigger


class Proceeding(models.Model):
    """A proceeding.

    Attributes:
        trigger, proposed, sanction: codes of the rules; `sanction` is what was decided, "none" for nothing.
        opinion: the first opinion of whoever proposes it.
        informed_on, hear_until: when the one concerned was told, and until when they may speak.
        statement: what they said; `is_waived` if they chose to say nothing.
        first, last: the days on which the sanction has an effect.
        citation: the provision, where the sanction rests on another one.
    """

    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="proceedings")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="proceedings")
    rules_version = models.ForeignKey(RulesVersion, on_delete=models.PROTECT, related_name="+")
    trigger = models.CharField(_("情形"), max_length=60)
    concerned = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="proceedings")
    facts = models.TextField(_("事实和证据"), max_length=2000)
    finding = models.ForeignKey(
        Finding, on_delete=models.PROTECT, null=True, blank=True, related_name="proceedings"
    )
    proposed = models.CharField(_("初步意见"), max_length=60)
    opinion = models.TextField(_("理由"), max_length=1000)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    informed_on = models.DateField(_("告知日期"), null=True, blank=True)
    hear_until = models.DateField(_("陈述申辩截止"), null=True, blank=True)
    statement = models.TextField(_("陈述申辩"), max_length=4000, blank=True)
    is_waived = models.BooleanField(_("放弃陈述申辩"), default=False)
    heard_on = models.DateField(null=True, blank=True)

    minutes = models.TextField(_("会议纪要"), max_length=4000, blank=True)
    met_on = models.DateField(_("会议日期"), null=True, blank=True)
    sanction = models.CharField(_("决定"), max_length=60, blank=True)
    reason = models.TextField(_("决定的理由"), max_length=2000, blank=True)
    citation = models.CharField(_("法规条款"), max_length=200, blank=True)
    first = models.DateField(_("影响期开始"), null=True, blank=True)
    last = models.DateField(_("影响期结束"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    served_on = models.DateField(_("送达日期"), null=True, blank=True)
    served_how = models.CharField(_("送达方式"), max_length=100, blank=True)
    reported_on = models.DateField(_("上报日期"), null=True, blank=True)
    reported_to = models.CharField(_("上报单位"), max_length=200, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_for = models.CharField(_("撤销的原因"), max_length=300, blank=True)

    class Meta:
        ordering = ("decided_at", "-proposed_at")
        constraints = (
            models.UniqueConstraint(
                fields=["finding", "concerned"], name="nobody_answers_twice_for_one_finding"
            ),
            models.CheckConstraint(
                condition=Q(last=None) | Q(first__lte=F("last")), name="sanction_days_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.concerned} {self.trigger}"

    @property
    def trigger_rule(self) -> Trigger | None:
        """Give what set it off, as the rules say it."""
        return self.rules_version.rules.trigger(self.trigger)

    @property
    def proposed_rule(self) -> Sanction | None:
        """Give the sanction of the first opinion."""
        return self.rules_version.rules.sanction(self.proposed)

    @property
    def sanction_rule(self) -> Sanction | None:
        """Give the sanction that was decided; None if none was."""
        return self.rules_version.rules.sanction(self.sanction)

    @property
    def state(self) -> str:
        """Say how far it is."""
        if self.revoked_on:
            return str(_("已撤销"))
        if self.served_on:
            return str(_("已送达"))
        if self.decided_at:
            return str(_("已决定，待送达"))
        if self.heard_on:
            return str(_("已听取陈述，待会议决定"))
        return str(_("等待陈述申辩") if self.informed_on else _("待告知"))

    def may_be_decided(self, day: date) -> bool:
        """Tell whether the one concerned was heard, or had the time for it."""
        return bool(self.heard_on) or (self.hear_until is not None and self.hear_until < day)

    def is_in_effect(self, day: date) -> bool:
        """Tell whether the sanction has an effect on a day."""
        if not (self.served_on and self.first and self.last) or self.revoked_on:
            return False
        return self.first <= day <= self.last


class Ballot(models.Model):
    """The vote of one member of the committee.

    Attributes:
        user: the account; members from elsewhere have a name only.
    """

    proceeding = models.ForeignKey(Proceeding, on_delete=models.CASCADE, related_name="ballots")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=50)
    choice = models.CharField(max_length=60)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["proceeding", "name"], name="one_ballot_a_member"),)

    def __str__(self) -> str:
        return self.name

    @property
    def choice_name(self) -> str:
        """Say what the member voted for."""
        sanction = self.proceeding.rules_version.rules.sanction(self.choice)
        return sanction.name if sanction else str(_("不予追究"))
