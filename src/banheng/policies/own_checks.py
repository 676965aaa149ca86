"""The school's own checks: what it expects of a draft or version, and whether that comes out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext

from banheng import __version__
from banheng.core.errors import BanhengError, MalformedNumber
from banheng.core.points import format_units, parse_units
from banheng.core.wording import Language
from banheng.policies.errors import PolicyRefused
from banheng.policies.expecting import Expected, Outcome, compare_with_expected
from banheng.policies.models import Expectation, ExpectationRun, SchemeVersion
from banheng.schemes.loading import parse_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from banheng.policies.models import SchemeDraft

MOST = 50
MOST_NAME = 100
MOST_TEXT = 10_000


def expect(
    draft: SchemeDraft, *, name: str, records: str, score: str, known: Expectation | None = None
) -> Expectation:
    """Keep what is expected of a draft, new or in place of a known one.

    Raises:
        PolicyRefused: without a name, without a usable score, too long, or too many.
    """
    name, records = (text.replace("\r\n", "\n").replace("\x00", "").strip() for text in (name, records))
    if not name:
        raise PolicyRefused("no_name", gettext("请给这一行起个名字，如“一次大扫除没做好”。"))
    try:
        expected = parse_units(score.strip().replace("−", "-"))
    except MalformedNumber:
        raise PolicyRefused(
            "no_score",
            gettext("“%(name)s”的应得分“%(score)s”不是可用的数字。请填十进制数，如 92.5。")
            % {"name": name, "score": score.strip()},
        ) from None
    if len(name) > MOST_NAME or len(records) > MOST_TEXT:
        raise PolicyRefused("too_long", gettext("名称最多 100 个字，记录最多 10000 个字。请缩短。"))
    if known is None and draft.expectations.count() >= MOST:
        raise PolicyRefused(
            "too_many", gettext("一个方案最多写 %(most)d 行。请先删去不用的。") % {"most": MOST}
        )
    kept = known or Expectation(draft=draft)
    kept.name, kept.records, kept.expected = name, records, expected
    kept.save()
    return kept


def copy_expectations(version: SchemeVersion, draft: SchemeDraft) -> None:
    """Give a draft that begins with a version what is expected of the version."""
    Expectation.objects.bulk_create(
        Expectation(draft=draft, name=each.name, records=each.records, expected=each.expected)
        for each in version.expectations.all()
    )


def outcomes_of(
    owner: SchemeDraft | SchemeVersion, language: Language, text: str | None = None
) -> list[Outcome]:
    """Run what is expected of a draft or version; of a draft also under a text that is not saved yet.

    A text that is no scheme yet gives no outcomes: its faults are told elsewhere.
    """
    rows = tuple(Expected(each.name, each.records, each.expected) for each in owner.expectations.all())
    return list(_outcomes(owner.text if text is None else text, rows, language)) if rows else []


@lru_cache(maxsize=64)
def _outcomes(text: str, rows: tuple[Expected, ...], language: Language) -> tuple[Outcome, ...]:
    try:
        file = parse_scheme(text)
    except BanhengError:
        return ()
    return tuple(compare_with_expected(file, rows, language))


def failed(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Pick those that did not come out."""
    return [outcome for outcome in outcomes if not outcome.passed]


def recheck(version: SchemeVersion, at: datetime) -> ExpectationRun:
    """Run what is expected of a version under this version of Banheng, and keep how it came out."""
    outcomes = outcomes_of(version, Language.ZH_HANS)
    lost = [
        {
            "name": each.expected.name,
            "expected": format_units(each.expected.total),
            "got": "" if each.total is None else format_units(each.total),
            "faults": list(each.faults),
        }
        for each in failed(outcomes)
    ]
    run, _ = ExpectationRun.objects.update_or_create(
        version=version,
        defaults={
            "banheng": __version__,
            "at": at,
            "passed": len(outcomes) - len(lost),
            "failed": lost,
        },
    )
    return run


def versions_to_recheck(day: date, *, again: bool) -> list[SchemeVersion]:
    """List the versions in force or to come that have expectations; without `again` only those not checked by this Banheng."""
    versions = SchemeVersion.objects.filter(
        Q(adoptions__last__isnull=True) | Q(adoptions__last__gte=day),
        adoptions__isnull=False,
        expectations__isnull=False,
    ).select_related("school")
    if not again:
        versions = versions.exclude(expectation_run__banheng=__version__)
    return list(versions.distinct().order_by("school__code", "code", "number"))
