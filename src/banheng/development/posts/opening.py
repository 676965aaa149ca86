"""Open a round of selection, and cancel one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.posts.models import ALWAYS, NOTICES, Round, Step, Way
from banheng.development.posts.round_steps import note_step, running

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.development.posts.models import Post
    from banheng.schools.models import School

CANCELLED = "cancelled"


def open_round(
    school: School,
    title: str,
    post: Post,
    *,
    steps: Collection[str],
    parts: Sequence[Mapping[str, object]] = (),
    decider: Round.Decider,
    notice_days: int,
    first: date,
    last: date,
    by: User | None,
    at: datetime,
) -> Round:
    """Open a round; screening, decision and appointment are steps of every one.

    Args:
        parts: of the competition: `name`, `way` and `weight` each.

    Raises:
        DevelopmentRefused: nobody could come in, the days are not in order, or a competition has no parts.
    """
    if not {Step.APPLIED, Step.RECOMMENDED} & set(steps):
        raise DevelopmentRefused("no_way_in", gettext("报名和推荐至少要选一项，否则没有候选人。"))
    if last < first:
        raise DevelopmentRefused("days", gettext("聘期结束日期早于开始日期。请改正日期。"))
    ordered = [step for step in Step if step in steps or step in ALWAYS]
    if any(step in NOTICES for step in ordered) and notice_days < 1:
        raise DevelopmentRefused("no_notice", gettext("公示至少 1 个上学日。"))
    return Round.objects.create(
        school=school,
        title=title.strip(),
        post=post,
        steps=ordered,
        step=ordered[0],
        parts=_checked(parts) if Step.COMPETED in ordered else [],
        decider=decider,
        notice_days=notice_days,
        first=first,
        last=last,
        opened_by=by,
        opened_at=at,
    )


def _checked(parts: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    if not parts:
        raise DevelopmentRefused("no_parts", gettext("有公开竞聘的，至少要有一个竞聘项目。"))
    checked: list[dict[str, object]] = []
    for number, part in enumerate(parts, start=1):
        name, weight = str(part["name"]).strip(), int(str(part["weight"]))
        if not name or weight < 1:
            raise DevelopmentRefused("part", gettext("竞聘项目要写名称，权重是大于 0 的整数。"))
        checked.append(
            {"code": f"part{number}", "name": name, "way": Way(str(part["way"])).value, "weight": weight}
        )
    return checked


def cancel_round(selection: Round, *, reason: str, by: User, at: datetime) -> None:
    """Cancel a round that still goes on; everything stays to be seen with the reason.

    Raises:
        DevelopmentRefused: no reason is given, or it is over.
    """
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("请写明取消的原因。"))
    with transaction.atomic():
        kept = running(selection)
        kept.state, kept.cancelled_for = Round.State.CANCELLED, reason.strip()
        kept.save(update_fields=["state", "cancelled_for"])
        note_step(kept, CANCELLED, remark=reason, by=by, at=at)
