"""The way of a filing: explained and handed in by the school, reviewed, locked by the county, released from the top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.bureau.collecting.checking import doubts_of, errors_of, surroundings_of
from banheng.bureau.collecting.models import Collection, Filing, FilingStep
from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.bureau.collecting.checking import Surroundings

State, Kind = Filing.State, FilingStep.Kind
FEWEST_LETTERS = 4


def explain(filing: Filing, given: Mapping[str, str]) -> None:
    """Keep why unlikely figures are right, by the key of each doubt."""
    kept = dict(filing.explanations)
    for doubt in doubts_of(filing, surroundings_of(filing.collection)):
        text = given.get(doubt.key, "").strip()[:300]
        if text:
            kept[doubt.key] = {"figure": doubt.figure, "text": text}
    filing.explanations = kept
    filing.save(update_fields=["explanations"])


@transaction.atomic
def submit(filing: Filing, *, by: User | None, at: datetime, around: Surroundings | None = None) -> None:
    """Hand a filing in to the bureau.

    Args:
        around: if many filings of a collection are handed in at once.

    Raises:
        BureauRefused: it is handed in already, has errors, or unlikely figures without an explanation.
    """
    kept = _locked(filing)
    if not kept.is_open:
        raise BureauRefused("closed", gettext("数据已经报送，不用再报一次。"))
    if errors := errors_of(kept):
        raise BureauRefused(
            "errors", gettext("还有 %(number)s 处错误，改正后才能报送。") % {"number": len(errors)}
        )
    doubts = doubts_of(kept, around or surroundings_of(kept.collection))
    if missing := [each for each in doubts if len(each.explanation) < FEWEST_LETTERS]:
        raise BureauRefused(
            "doubts", gettext("还有 %(number)s 处疑点没有说明，说明后才能报送。") % {"number": len(missing)}
        )
    kept.submitted_at = at
    kept.explanations = {each.key: {"figure": each.figure, "text": each.explanation} for each in doubts}
    _step(kept, State.SUBMITTED, Kind.SUBMITTED, by=by, at=at)
    filing.refresh_from_db()


@transaction.atomic
def accept(filing: Filing, *, by: User | None, at: datetime) -> None:
    """Accept what a school has handed in.

    Raises:
        BureauRefused: it has not handed in.
    """
    kept = _locked(filing)
    _must_be(kept, State.SUBMITTED)
    _step(kept, State.ACCEPTED, Kind.ACCEPTED, by=by, at=at)


@transaction.atomic
def send_back(filing: Filing, *, reason: str, by: User | None, at: datetime) -> None:
    """Return what a school has handed in, or what was accepted before the lock.

    Raises:
        BureauRefused: no reason, nothing handed in, or accepted and locked.
    """
    kept = _locked(filing)
    if kept.collection.is_locked and kept.state == State.ACCEPTED:
        raise BureauRefused("locked", gettext("本年度已经锁定。请教育局负责人放开更正。"))
    _must_be(kept, State.SUBMITTED, State.ACCEPTED)
    _step(kept, State.RETURNED, Kind.RETURNED, by=by, at=at, reason=_reason(reason))


@transaction.atomic
def excuse(filing: Filing, *, reason: str, by: User | None, at: datetime) -> None:
    """Let a school file nothing this year, as a teaching point that was closed.

    Raises:
        BureauRefused: no reason, or handed in already.
    """
    kept = _locked(filing)
    _must_be(kept, State.OPEN, State.RETURNED)
    if kept.collection.is_locked:
        raise BureauRefused("locked", gettext("本年度已经锁定。"))
    _step(kept, State.EXCUSED, Kind.EXCUSED, by=by, at=at, reason=_reason(reason))


@transaction.atomic
def lock(collection: Collection, *, by: User | None, at: datetime) -> None:
    """Lock a year: what was accepted counts, and changes from now on are recorded differences.

    Raises:
        BureauRefused: it is locked already, or a school is not finished yet.
    """
    kept = Collection.objects.select_for_update().get(pk=collection.pk)
    if kept.is_locked:
        raise BureauRefused("locked", gettext("本年度已经锁定。"))
    filings = list(kept.filings.select_related("school"))
    waiting = [each.school.name for each in filings if each.state not in {State.ACCEPTED, State.EXCUSED}]
    accepted = [each for each in filings if each.state == State.ACCEPTED]
    if waiting or not accepted:
        raise BureauRefused(
            "waiting",
            gettext("还有 %(number)s 所学校没有审核通过：%(schools)s。审核通过，或注明本年不报后再锁定。")
            % {
                "number": len(waiting),
                "schools": "、".join(waiting[:5]) + ("……" if len(waiting) > 5 else ""),
            },
        )
    for each in accepted:
        each.locked_cells = each.cells
    Filing.objects.bulk_update(accepted, ["locked_cells"], batch_size=200)
    kept.locked_by, kept.locked_at = by, at
    kept.save(update_fields=["locked_by", "locked_at"])


@transaction.atomic
def release(filing: Filing, *, reason: str, by: User | None, at: datetime) -> None:
    """Let a school correct its figures after the lock; the locked ones count until the new ones are accepted.

    Raises:
        BureauRefused: no reason, the year is not locked, or the filing is open already.
    """
    kept = _locked(filing)
    if not kept.collection.is_locked:
        raise BureauRefused("open", gettext("本年度还没有锁定，退回学校修改即可。"))
    _must_be(kept, State.ACCEPTED)
    _step(kept, State.RETURNED, Kind.RELEASED, by=by, at=at, reason=_reason(reason))


def _locked(filing: Filing) -> Filing:
    # one transaction after the other: what is decided is decided on the state that the database has
    return Filing.objects.select_for_update().select_related("collection", "school").get(pk=filing.pk)


def _must_be(filing: Filing, *states: str) -> None:
    if filing.state not in states:
        raise BureauRefused(
            "state",
            gettext("这所学校现在的状态是“%(state)s”，不能这样办理。请刷新页面。")
            % {"state": filing.get_state_display()},
        )


def _reason(text: str) -> str:
    if not text.strip():
        raise BureauRefused("reason", gettext("请写明原因。"))
    return text.strip()


def _step(filing: Filing, state: str, kind: str, *, by: User | None, at: datetime, reason: str = "") -> None:
    filing.state = state
    filing.save(update_fields=["state", "submitted_at", "explanations"])
    FilingStep.objects.create(filing=filing, kind=kind, reason=reason, by=by, at=at)
