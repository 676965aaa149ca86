"""Facts about many teachers from a spreadsheet: all of them or none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.core.errors import InputRefused
from banheng.development.dossier.asking import ASKED, Answer, content_of
from banheng.development.dossier.vocabulary import vocabulary_of
from banheng.development.errors import DevelopmentRefused
from banheng.development.models import Fact
from banheng.development.recording import record_fact
from banheng.ledger.language import request_language
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.files import as_file, refuse_dangerous
from banheng.schools.importing.reading import code_of, read_cells
from banheng.schools.models import Staff
from banheng.spreadsheets.dates import read_day
from banheng.spreadsheets.headers import Column, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.development.dossier.vocabulary import Vocabulary
    from banheng.schools.models import School

MOST_BYTES = 1024 * 1024
Kind = Fact.Kind

COLUMNS = (
    Column("teacher", ("教师工号", "工号"), required=True),
    Column("teacher_name", ("姓名",)),
    Column("kind", ("类别",), required=True),
    Column("name", ("名称",), required=True),
    Column("since", ("起始日期", "日期"), required=True),
    Column("until", ("截止日期",)),
    Column("proof", ("证明",)),
    Column("counted", ("计为",)),
    Column("level", ("级别",)),
    Column("stage", ("学段",)),
    Column("rank", ("等级",)),
    Column("post", ("职务",)),
    Column("hours", ("学时",)),
    Column("lessons", ("课时",)),
    Column("days", ("天数",)),
    Column("weeks", ("周数",)),
    Column("months", ("月数",)),
    Column("passed", ("考核通过",)),
    Column("side", ("本人是",)),
    Column("pairing", ("结对内容",)),
    Column("other_post", ("对方职务",)),
    Column("other_is_young", ("对方是青年教师",)),
    Column("form", ("形式",)),
    Column("role", ("本人角色",)),
    Column("place", ("名次",)),
    Column("year", ("学年结束年份",)),
    Column("failed", ("考核不合格",)),
    Column("last", ("排在末位",)),
    Column("value", ("数值",)),
)
COUNTED = frozenset({"honour", "title", "training", "incident", "code"})
"""Answers that share the column 计为: what the fact counts as."""

GENERAL = frozenset({"teacher", "teacher_name", "kind", "name", "since", "until", "proof", "row"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row; 0 is the file itself."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What a file would bring in, or has brought in.

    Attributes:
        known: rows that say what the dossier says already.
        faults: if there are any, nothing is taken.
    """

    facts: Sequence[Fact]
    known: int
    faults: Sequence[Fault]


def bring_in_facts(
    school: School, name: str, content: bytes, *, by: User, at: datetime, keep: bool
) -> BroughtIn:
    """Read a file of facts, and keep them if it is without fault; a row that is known already adds nothing.

    Args:
        keep: or only look what would come of it.
    """
    try:
        refuse_dangerous(content, MOST_BYTES)
        with as_file(content, name) as path:
            rows = read_cells(path, COLUMNS)
    except ChangeRefused as refusal:
        return BroughtIn([], 0, [Fault(0, refusal.reason)])
    except InputRefused as refused:
        language = request_language()
        folder = f"{path.parent}/" if "path" in locals() else ""
        return BroughtIn(
            [],
            0,
            [Fault(each.place.line, each.say(language).replace(folder, "")) for each in refused.findings],
        )
    if not rows:
        return BroughtIn([], 0, [Fault(0, gettext("文件里只有表头，没有内容。"))])
    with transaction.atomic():
        done = _record_all(school, rows, by=by, at=at)
        if done.faults or not keep:
            transaction.set_rollback(True)
    return done


def _record_all(school: School, rows: Iterable[Mapping[str, Any]], *, by: User, at: datetime) -> BroughtIn:
    teachers = {code_of(each.code): each for each in Staff.objects.filter(school=school)}
    vocabulary = vocabulary_of(school, timezone.localdate(at))
    known = {identity(fact) for fact in Fact.objects.filter(staff__school=school)}
    made: list[Fact] = []
    faults: list[Fault] = []
    repeated = 0
    for row in rows:
        try:
            wanted = _read(row, teachers, vocabulary)
            said = identity(wanted)
            if said in known:
                repeated += 1
                continue
            known.add(said)
            made.append(
                record_fact(
                    wanted.staff,
                    Kind(wanted.kind),
                    wanted.name,
                    since=wanted.since,
                    until=wanted.until,
                    content=wanted.content,
                    proof=wanted.proof,
                    source=Fact.Source.OFFICE,
                    by=by,
                    at=at,
                )
            )
        except DevelopmentRefused as refused:
            faults.append(Fault(row["row"], refused.reason))
    return BroughtIn(made, repeated, faults)


def identity(fact: Fact) -> tuple[object, ...]:
    """Tell by what two facts are the same one."""
    content = tuple(sorted((name, str(value)) for name, value in fact.content.items()))
    return fact.staff_id, str(fact.kind), fact.name, fact.since, fact.until, content, fact.proof


def _read(row: Mapping[str, Any], teachers: Mapping[str, Staff], vocabulary: Vocabulary) -> Fact:
    """Read a row as a fact that is not kept yet.

    Raises:
        DevelopmentRefused: with what is wrong.
    """
    staff = teachers.get(code_of(row["teacher"]))
    if staff is None:
        raise _wrong(gettext("没有工号为“%(found)s”的教师。请核对工号。") % {"found": row["teacher"]})
    if row["teacher_name"] and row["teacher_name"] != staff.name:
        raise _wrong(
            gettext("工号 %(code)s 是%(name)s，不是“%(found)s”。请核对。")
            % {"code": staff.code, "name": staff.name, "found": row["teacher_name"]}
        )
    kind = Kind(_choose(gettext("类别"), row["kind"], Kind.choices))
    answers, asked = {}, set()
    for ask in ASKED[kind]:
        column = "counted" if ask.name in COUNTED else ask.name
        asked.add(column)
        words = ask.words_for(kind, vocabulary)
        text = row[column]
        if not text and ask.required:
            raise _wrong(gettext("“%(column)s”没有填。") % {"column": ask.label})
        if text and (words or ask.answer is Answer.CODE):
            text = _choose(str(ask.label), text, words)
        answers[ask.name] = text
    for other in COLUMNS:
        if row[other.name] and other.name not in asked | GENERAL:
            raise _wrong(
                gettext("“%(kind)s”没有“%(column)s”这一项。请清空这一格。")
                % {"kind": kind.label, "column": other.zh[0]}
            )
    return Fact(
        staff=staff,
        kind=kind,
        name=row["name"].strip(),
        since=_day(gettext("起始日期"), row["since"]),
        until=_day(gettext("截止日期"), row["until"]) if row["until"] else None,
        content=content_of(kind, answers),
        proof=row["proof"].strip(),
    )


def _choose(column: str, text: str, words: Iterable[tuple[Any, Any]]) -> str:
    """Find what is meant by a word or a code."""
    choices = {str(code): str(word) for code, word in words}
    for code, word in choices.items():
        if plain(text) in (plain(code), plain(word)):
            return code
    raise _wrong(
        gettext("“%(column)s”里的“%(found)s”不认识。可填：%(choices)s。")
        % {"column": column, "found": text, "choices": "、".join(list(choices.values())[:20])}
    )


def _day(column: str, text: str) -> date:
    day = read_day(text)
    if day is None:
        raise _wrong(
            gettext("“%(column)s”里的“%(found)s”不是带年份的日期。请写成 2026-09-01。")
            % {"column": column, "found": text}
        )
    return day


def _wrong(reason: str) -> DevelopmentRefused:
    return DevelopmentRefused("row", reason)
