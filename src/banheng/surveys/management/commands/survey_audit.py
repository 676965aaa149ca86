from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import override

from banheng.core.wording import Language, Wording
from banheng.duties.errors import WorkRefused
from banheng.schools.models import School
from banheng.surveys.auditing import audit
from banheng.surveys.groups import GROUP_NAMES
from banheng.surveys.models import Survey

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from banheng.questionnaires.leak import Leak
    from banheng.surveys.auditing import Trace

VERSION = "banheng-survey-audit/1"
LANGUAGES = {"zh": Language.ZH_HANS, "en": Language.EN}
NO_SCHOOL = Wording("没有代码为“{school}”的学校", "no school has the code '{school}'")
NO_SURVEY = Wording("没有编号为 {survey} 的调查", "there is no survey {survey}")
NO_LOG = Wording("日志 {file} 无法读取：{reason}", "the log {file} cannot be read: {reason}")
NO_DATA = Wording(
    "数据目录里没有班衡的数据库。请用 --data 指明网站的数据目录",
    "there is no database of Banheng in the folder; name that of the site by --data",
)
NONE = Wording("没有调查", "there are no surveys")
OPEN = Wording("进行中，按现有 {number} 份答卷试算", "open, tried on the {number} sheets so far")
CLOSED = Wording("已结束", "closed")
NOTHING = Wording("找不出谁答了什么", "nothing links an answer to a person")


class Command(BaseCommand):
    """Play the attacker with each survey; exit 1 if an answer can be linked to a person."""

    help = "试着找出调查里谁答了什么 / Try to find out who answered what in surveys"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--school", help="学校代码，不填则检查全部 / code of one school")
        parser.add_argument("--survey", type=int, help="调查编号 / number of one survey")
        parser.add_argument(
            "--log", action="append", default=[], type=Path, help="服务器日志 / log of a server"
        )
        parser.add_argument("--lang", choices=list(LANGUAGES), default="zh")
        parser.add_argument("--format", choices=["text", "json"], default="text", dest="form")

    def handle(
        self,
        *args: Any,  # noqa: ARG002 -- Django's interface
        school: str | None,
        survey: int | None,
        log: Sequence[Path],
        lang: str,
        form: str,
        **options: Any,  # noqa: ARG002
    ) -> None:
        language = LANGUAGES[lang]
        audited = []
        try:
            for each in _chosen(school, survey, language):
                with ExitStack() as opened:
                    logs = {
                        str(file): opened.enter_context(file.open(encoding="utf-8", errors="replace"))
                        for file in log
                    }
                    audited.append((each, audit(each, logs)))
        except DatabaseError as error:
            raise CommandError(NO_DATA.say(language), returncode=2) from error
        except OSError as error:
            said = NO_LOG.say(language, file=error.filename, reason=error.strerror)
            raise CommandError(said, returncode=2) from error
        except WorkRefused as refused:
            raise CommandError(refused.reason, returncode=2) from refused
        with override(language.value):
            if form == "json":
                self.stdout.write(json.dumps(_as_json(audited, language), ensure_ascii=False, indent=2))
            else:
                for line in _lines(audited, language):
                    self.stdout.write(line)
        if any(found for _, found in audited):
            sys.exit(1)


def _chosen(school: str | None, survey: int | None, language: Language) -> Sequence[Survey]:
    found = Survey.objects.select_related("school").order_by("school__code", "pk")
    if school is not None:
        if not School.objects.filter(code=school).exists():
            raise CommandError(NO_SCHOOL.say(language, school=school), returncode=2)
        found = found.filter(school__code=school)
    if survey is not None:
        found = found.filter(pk=survey)
        if not found:
            raise CommandError(NO_SURVEY.say(language, survey=survey), returncode=2)
    return list(found)


def _lines(audited: Sequence[tuple[Survey, list[Leak | Trace]]], language: Language) -> list[str]:
    lines = [] if audited else [NONE.say(language)]
    for survey, found in audited:
        number = survey.sheets.count()
        state = OPEN.say(language, number=number) if survey.closed_at is None else CLOSED.say(language)
        lines.append(f"{survey.school.code} {survey.pk} {survey.title} ({state}):")
        lines += [f"  {_place(each)}{each.say(language)}" for each in found]
        if not found:
            lines.append(f"  {NOTHING.say(language)}")
    return lines


def _place(found: Leak | Trace) -> str:
    group = GROUP_NAMES[found.group] if found.group else ""
    named = " ".join(str(part) for part in (found.receiver, group, found.question) if part)
    return f"{named}: " if named else ""


def _as_json(audited: Sequence[tuple[Survey, list[Leak | Trace]]], language: Language) -> dict[str, Any]:
    return {
        "version": VERSION,
        "surveys": [
            {
                "school": survey.school.code,
                "survey": survey.pk,
                "title": survey.title,
                "closed": survey.closed_at is not None,
                "findings": [
                    {
                        "how": each.how.value,
                        "receiver": each.receiver,
                        "group": each.group.value if each.group else "",
                        "question": each.question,
                        "sentence": each.say(language),
                    }
                    for each in found
                ],
            }
            for survey, found in audited
        ],
    }
