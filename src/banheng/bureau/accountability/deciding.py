"""Decide a proceeding by the votes of a committee, serve the decision, and revoke it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.bureau.accountability.conflicts import refuse_judging
from banheng.bureau.accountability.models import Ballot
from banheng.bureau.accountability.rules import NONE
from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.bureau.accountability.models import Proceeding


@dataclass(frozen=True, slots=True)
class Vote:
    """How one member voted; those from elsewhere have no account."""

    choice: str
    user: User | None = None
    name: str = ""

    @property
    def voter(self) -> str:
        """Give the name of the member."""
        return str(self.user) if self.user else self.name.strip()


def decide(
    proceeding: Proceeding,
    *,
    votes: Sequence[Vote],
    met_on: date,
    minutes: str,
    sanction: str,
    reason: str,
    citation: str = "",
    first: date | None = None,
    last: date | None = None,
    by: User,
    at: datetime,
) -> None:
    """Keep what the committee decided: which sanction follows from the facts, or none.

    Raises:
        BureauRefused: the one concerned was not heard, too few vote, somebody votes in their own cause or twice, the
            sanction has not more than half of the votes, or its days or its provision are missing.
    """
    rules = proceeding.rules_version.rules
    if proceeding.decided_at:
        raise BureauRefused("decided", gettext("已经作出决定，不能再改。"))
    if not proceeding.may_be_decided(timezone.localdate(at)):
        raise BureauRefused(
            "not_heard", gettext("当事人还没有陈述申辩，期限也没有过，不能决定。请先告知并听取。")
        )
    refuse_judging(proceeding, by, str(by))
    _check_votes(proceeding, votes, sanction)
    rule = rules.sanction(sanction)
    if rule is None and sanction != NONE:
        raise BureauRefused("unknown", gettext("制度里没有这种处理方式。请从列表中选择。"))
    if rule and (first is None or last is None or last < first):
        raise BureauRefused("no_days", gettext("请写明影响期从哪天到哪天；到期以后不再影响考核。"))
    if rule and rule.needs_citation and not citation.strip():
        raise BureauRefused("no_citation", gettext("按其他法规处理时，要写明法规条款。"))
    with transaction.atomic():
        proceeding.met_on, proceeding.minutes, proceeding.reason = met_on, minutes.strip(), reason.strip()
        proceeding.sanction, proceeding.citation = sanction, citation.strip()
        proceeding.first, proceeding.last = (first, last) if rule else (None, None)
        proceeding.decided_by, proceeding.decided_at = by, at
        proceeding.save()
        Ballot.objects.bulk_create(
            Ballot(proceeding=proceeding, user=vote.user, name=vote.voter, choice=vote.choice)
            for vote in votes
        )


def serve(proceeding: Proceeding, *, day: date, how: str) -> None:
    """Note that the decision was handed to the one concerned; before that it has no effect.

    Raises:
        BureauRefused: nothing is decided, or it was served.
    """
    if not proceeding.decided_at or proceeding.served_on:
        raise BureauRefused("not_now", gettext("还没有决定，或者已经送达。"))
    proceeding.served_on, proceeding.served_how = day, how.strip()
    proceeding.save(update_fields=["served_on", "served_how"])


def report_up(proceeding: Proceeding, *, day: date, to: str) -> None:
    """Note that its execution was reported to those above.

    Raises:
        BureauRefused: it was not served yet.
    """
    if not proceeding.served_on:
        raise BureauRefused("not_served", gettext("决定送达以后再上报执行情况。"))
    proceeding.reported_on, proceeding.reported_to = day, to.strip()
    proceeding.save(update_fields=["reported_on", "reported_to"])


def revoke(proceeding: Proceeding, *, reason: str, day: date) -> None:
    """Revoke a decision; its effect ends.

    Raises:
        BureauRefused: nothing is decided, or it was revoked.
    """
    if not proceeding.decided_at or proceeding.revoked_on:
        raise BureauRefused("not_now", gettext("还没有决定，或者已经撤销。"))
    proceeding.revoked_on, proceeding.revoked_for = day, reason.strip()
    proceeding.save(update_fields=["revoked_on", "revoked_for"])


def _check_votes(proceeding: Proceeding, votes: Sequence[Vote], sanction: str) -> None:
    least = proceeding.rules_version.rules.least_votes
    if len(votes) < least:
        raise BureauRefused("too_few", gettext("至少要有 %(number)d 名委员表决。") % {"number": least})
    for vote in votes:
        refuse_judging(proceeding, vote.user, vote.voter)
    if len({vote.voter for vote in votes}) < len(votes):
        raise BureauRefused("twice", gettext("同一名委员不能表决两次。"))
    for_it = Counter(vote.choice for vote in votes)[sanction]
    if 2 * for_it <= len(votes):
        raise BureauRefused(
            "no_majority",
            gettext("这个决定得 %(number)d 票，没有超过参加表决的 %(all)d 人的一半，不能通过。")
            % {"number": for_it, "all": len(votes)},
        )
