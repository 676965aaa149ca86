"""What waits for the people of a bureau: put into their inboxes, each thing once; none of it is mailed.

It follows from how things stand, not from a journal: what is done with in the meantime is told to nobody.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.bureau.collecting.models import Filing
from banheng.bureau.findings.models import Finding, Step
from banheng.bureau.targets.models import Letter, Signature
from banheng.notices.kinds import DATA_HANDED_IN, FINDING_OVERDUE, LETTER_TO_SIGN, PROOF_HANDED_IN
from banheng.notices.models import Notice
from banheng.notices.recipients import bureau_holders
from banheng.notices.sources.news import News
from banheng.notices.telling import new_notices
from banheng.schools.models import Bureau

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.accounts.models import User

BUREAU = "bureau"
MOST_NAMED = 5
OVERSEERS = (Permission.REVIEW_DATA, Permission.KEEP_TARGETS, Permission.DECIDE_BUREAU)
"""Who is told what a school has not put right in time: one looks, one keeps the list, one may urge."""


def bureaus_that_wait(at: datetime) -> QuerySet[Bureau]:
    """List the bureaus for which something waits; one query."""
    bureau, today = OuterRef("pk"), timezone.localdate(at)
    waits = Exists(_handed_in().filter(collection__bureau=bureau))
    waits |= Exists(_unsigned().filter(bureau=bureau))
    waits |= Exists(_late(today).filter(bureau=bureau))
    waits |= Exists(_proofs().filter(finding__bureau=bureau))
    return Bureau.objects.filter(waits).order_by("pk")


def tell_bureau(bureau: Bureau, at: datetime) -> None:
    """Put into the inboxes of a bureau what they do not hold yet."""
    today = timezone.localdate(at)
    news = [
        *_filing_news(bureau, today),
        *_letter_news(bureau, today),
        *_late_news(bureau, today),
        *_proof_news(bureau, today),
    ]
    # another worker may have told the same in this moment
    Notice.objects.bulk_create(new_notices(news, BUREAU, at, bureau=bureau), ignore_conflicts=True)


def _handed_in() -> QuerySet[Filing]:
    return Filing.objects.filter(state=Filing.State.SUBMITTED, submitted_at__isnull=False)


def _filing_news(bureau: Bureau, today: date) -> Iterator[News]:
    """Tell of filings; those that came together, as from one table, are told together."""
    together: dict[tuple[int, datetime], list[Filing]] = defaultdict(list)
    filings = _handed_in().filter(collection__bureau=bureau).select_related("collection", "school")
    for filing in filings:
        together[filing.collection_id, filing.submitted_at].append(filing)
    to = bureau_holders(bureau, Permission.REVIEW_DATA, today) if together else []
    for (collection, at), found in together.items():
        year = found[0].collection.year
        if len(found) == 1:
            page = reverse("collecting-filing", args=[bureau.code, year, found[0].school.code])
        else:
            page = f"{reverse('collecting-one', args=[bureau.code, year])}?state={Filing.State.SUBMITTED}"
        names = "、".join(filing.school.name for filing in found[:MOST_NAMED])
        about = f"filed:{collection}:{at.timestamp():.6f}"
        yield News(
            DATA_HANDED_IN, about, page, to, {"year": str(year)}, names + "……" * (len(found) > MOST_NAMED)
        )


def _unsigned() -> QuerySet[Letter]:
    offered = Letter.objects.filter(offered_at__isnull=False, concluded_at=None)
    return offered.exclude(signatures__side=Signature.Side.BUREAU)


def _letter_news(bureau: Bureau, today: date) -> Iterator[News]:
    for letter in _unsigned().filter(bureau=bureau):
        page = reverse("targets-one", args=[bureau.code, letter.pk])
        to = bureau_holders(bureau, Permission.DECIDE_BUREAU, today)
        about = f"letter:{letter.pk}:{letter.offered_at:%Y%m%d%H%M}"
        yield News(LETTER_TO_SIGN, about, page, to, {}, letter.title)


def _late(today: date) -> QuerySet[Finding]:
    return Finding.objects.filter(due__lt=today).exclude(state=Finding.State.CLOSED)


def _late_news(bureau: Bureau, today: date) -> Iterator[News]:
    late = list(_late(today).filter(bureau=bureau).select_related("school"))
    to: dict[User, None] = {}
    for permission in OVERSEERS if late else ():
        to |= dict.fromkeys(bureau_holders(bureau, permission, today))
    for finding in late:
        about, said = f"late:{finding.pk}:{finding.due}", {"day": finding.due.isoformat()}
        yield News(FINDING_OVERDUE, about, _page_of(finding, bureau), to, said, _named(finding))


def _proofs() -> QuerySet[Step]:
    return Step.objects.filter(kind=Step.Kind.REPORTED, finding__state=Finding.State.REPORTED)


def _proof_news(bureau: Bureau, today: date) -> Iterator[News]:
    proofs = _proofs().filter(finding__bureau=bureau).select_related("finding__school")
    newest = {step.finding_id: step for step in proofs}
    to = bureau_holders(bureau, Permission.REVIEW_DATA, today) if newest else []
    for step in newest.values():
        page, text = _page_of(step.finding, bureau), _named(step.finding)
        yield News(PROOF_HANDED_IN, f"proof:{step.pk}", page, to, {}, text)


def _page_of(finding: Finding, bureau: Bureau) -> str:
    return reverse("findings-one", args=[bureau.code, finding.pk])


def _named(finding: Finding) -> str:
    return f"{finding.school.name}：{finding.what}"
