"""Begin a draft from the school's own document: what each clause says, and what is to be decided."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.policies.drafting import begin_draft
from banheng.policies.errors import PolicyRefused
from banheng.policies.marked_places import open_clauses
from banheng.policies.models import SchemeSource
from banheng.schemes.drafting.defects import find_defects
from banheng.schemes.drafting.drafting import draft as draft_document
from banheng.schemes.drafting.outline import split_schemes
from banheng.schemes.drafting.reading import read_content
from banheng.schemes.drafting.report import as_json, report_on
from banheng.schemes.drafting.scheme_yaml import NothingScored, empty_scheme_yaml, scheme_yaml

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.policies.models import SchemeDraft
    from banheng.schools.models import School

LONGEST_NAME = 200
ELSEWHERE = {"duty", "rule"}
"""Ends of clauses that score nothing and still become something: a duty, a rule about persons, a target."""


def begin_draft_from_document(
    school: School, name: str, content: bytes, *, by: User | None, at: datetime
) -> list[SchemeDraft]:
    """Make a draft of each scheme that a document holds, and keep the document beside it.

    Where nothing scores but there are duties or rules, the draft is empty, and leads to what was drafted of these.

    Raises:
        DocumentRefused: the file is not read.
        PolicyRefused: no clause of it scores, and none is a duty or a rule.
    """
    made = []
    with transaction.atomic():
        for document in split_schemes(read_content(name, content)):
            drafted = draft_document(document)
            defects = find_defects(drafted)
            # the report holds exact decimals, which JSON has no numbers for
            report = json.loads(json.dumps(as_json(report_on(drafted, defects))))
            try:
                text = scheme_yaml(drafted, defects)
            except NothingScored:
                if not any(clause["ends_as"] in ELSEWHERE for clause in report["clauses"]):
                    continue
                text = empty_scheme_yaml(drafted)
            begun = begin_draft(school, text, by=by, at=at)
            report["blanks"] = open_clauses(text)
            SchemeSource.objects.create(
                draft=begun, name=name[:LONGEST_NAME], text=document.text, report=report
            )
            made.append(begun)
    if not made:
        raise PolicyRefused(
            "nothing_scored",
            gettext("文件里没有找到计分、职责或条件的条款，没有起草方案。请核对文件，或从方案库里选一份。"),
        )
    return made
