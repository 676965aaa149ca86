"""Lay a letter before both sides, have it signed or sent back, and conclude it at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.bureau.errors import BureauRefused
from banheng.bureau.targets.drawing_up import refuse_concluded, refuse_offered
from banheng.bureau.targets.models import Signature

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.bureau.targets.models import Letter


def offer(letter: Letter, *, at: datetime) -> None:
    """Lay a letter before both sides.

    Raises:
        BureauRefused: it has no target, or one of them has no owner, day or figure; the reason names them.
    """
    refuse_offered(letter)
    leaves = list(letter.targets.filter(parts=None))
    if not leaves:
        raise BureauRefused("empty", gettext("责任书里还没有目标。请先添加。"))
    unfinished = [each.name for each in leaves if not each.owner or each.due is None or each.is_blank]
    if unfinished:
        names = "、".join(unfinished[:5])
        raise BureauRefused(
            "unfinished",
            gettext("还有 %(number)d 个目标缺责任部门、期限或目标值：%(names)s。请补齐以后再提交签订。")
            % {"number": len(unfinished), "names": names},
        )
    letter.offered_at, letter.returned_for = at, ""
    letter.save(update_fields=["offered_at", "returned_for"])


def send_back(letter: Letter, *, reason: str) -> None:
    """Take a letter back to be changed; a signature on what is changed holds no more.

    Raises:
        BureauRefused: it is not laid before anybody, or both have signed.
    """
    if letter.offered_at is None:
        raise BureauRefused("draft", gettext("责任书还没有提交签订。"))
    if letter.is_in_force:
        raise BureauRefused("in_force", gettext("双方已经签字，责任书已经生效，不能退回。"))
    with transaction.atomic():
        letter.signatures.all().delete()
        letter.offered_at, letter.returned_for = None, reason.strip()
        letter.save(update_fields=["offered_at", "returned_for"])


def sign(letter: Letter, side: str, *, name: str, post: str, day: date, by: User, at: datetime) -> Signature:
    """Sign for one side. What an office that has no account signed on paper is noted by the bureau.

    Raises:
        BureauRefused: it is not laid before anybody, that side has signed, or one person would sign for both.
    """
    if letter.offered_at is None:
        raise BureauRefused("draft", gettext("责任书还没有提交签订。"))
    signed = {each.side: each for each in letter.signatures.all()}
    if side in signed:
        raise BureauRefused("signed", gettext("这一方已经签过字了。"))
    on_paper = side == Signature.Side.PARTY and letter.school is None
    if not on_paper and any(each.by_id == by.pk for each in signed.values()):
        raise BureauRefused("same_person", gettext("双方不能由同一个人签字。"))
    return Signature.objects.create(
        letter=letter,
        side=side,
        name=name.strip(),
        post=post.strip(),
        day=day,
        on_paper=on_paper,
        by=by,
        at=at,
    )


def conclude(letter: Letter, *, result: str, conclusion: str, by: User, at: datetime) -> None:
    """Conclude a letter with what came of it.

    Raises:
        BureauRefused: it is not in force, or is concluded.
    """
    refuse_concluded(letter)
    if not letter.is_in_force:
        raise BureauRefused("not_signed", gettext("责任书还没有双方签字，不能总结。"))
    letter.result, letter.conclusion = result, conclusion.strip()
    letter.concluded_by, letter.concluded_at = by, at
    letter.save(update_fields=["result", "conclusion", "concluded_by", "concluded_at"])
