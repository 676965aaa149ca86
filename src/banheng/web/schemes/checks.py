"""The school's own checks of a draft: a table of records and the score that they should come to."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext, ngettext

from banheng.accounts.roles import Permission
from banheng.core.errors import InputRefused
from banheng.policies.errors import PolicyRefused
from banheng.policies.expecting import PUPILS, example_of
from banheng.policies.own_checks import expect, failed, outcomes_of
from banheng.spreadsheets.headers import Column
from banheng.spreadsheets.tables import read_table
from banheng.web.loading import school_page
from banheng.web.schemes.loading import load_draft
from banheng.web.schemes.outline import check
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.policies.expecting import Outcome
    from banheng.policies.models import SchemeDraft

COLUMNS = (
    Column("name", ("名称",), required=True),
    Column("records", ("记录",)),
    Column("score", ("应得分",), required=True),
)
GREATEST_TABLE = 1_000_000


@school_page(Permission.EDIT_SCHEMES)
def checks_page(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Show the table and how each row comes out now; a post adds, changes, removes or brings in rows."""
    known = load_draft(access, draft)
    language, refusal = request_language(), ""
    if request.method == "POST":
        try:
            _act(request, known)
        except PolicyRefused as refused:
            refusal = refused.reason
        except InputRefused as refused:
            refusal = refused.findings[0].say(language)
        else:
            return redirect("schemes-checks", school=access.school.code, draft=known.pk)
    checked = check(known.text, language)
    outcomes = outcomes_of(known, language)
    page: dict[str, Any] = {
        "draft": known,
        "tab": "checks",
        "rows": list(
            zip(known.expectations.all(), outcomes or [None] * known.expectations.count(), strict=True)
        ),
        "is_scheme": checked.file is not None,
        "failed": len(failed(outcomes)),
        "passed": len(outcomes) - len(failed(outcomes)),
        "example": example_of(checked.file.scheme) if checked.file else "",
        "pupils": PUPILS,
        "refusal": refusal,
        "given": request.POST if refusal else {},
    }
    return render(request, "schemes/checks.html", page, status=422 if refusal else 200)


def _act(request: HttpRequest, draft: SchemeDraft) -> None:
    what, _, number = request.POST.get("do", "add").partition(":")
    if what == "import":
        file = request.FILES.get("file")
        if file is None:
            raise PolicyRefused("no_file", gettext("请选择表格文件。"))
        taken = bring_in(draft, file)
        messages.success(request, ngettext("已加入 %d 行。", "已加入 %d 行。", taken) % taken)
        return
    row = (
        None
        if what == "add"
        else get_object_or_404(draft.expectations, pk=number if number.isdecimal() else 0)
    )
    if what == "remove" and row is not None:
        row.delete()
    elif what in {"add", "save"}:
        given = {name: request.POST.get(name, "") for name in ("name", "records", "score")}
        expect(draft, **given, known=row)
    else:
        raise Http404


def bring_in(draft: SchemeDraft, file: UploadedFile) -> int:
    """Add the rows of a table, CSV or XLSX, all of them or none; several records of a row stand on lines or between `；`.

    Raises:
        InputRefused: no such table.
        PolicyRefused: a row that is no expectation, or a file that is too large.
    """
    if (file.size or 0) > GREATEST_TABLE:
        raise PolicyRefused("too_large", gettext("文件超过 1 MB。请只留名称、记录、应得分三列。"))
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        # the name is a person's: only its ending is looked at
        path = Path(folder) / f"checks{Path(file.name or '').suffix.lower()[:5]}"
        path.write_bytes(file.read())
        taken = 0
        try:
            for batch in read_table(path, COLUMNS).batches:
                for row in batch.frame.iter_rows(named=True):
                    records = row["records"].replace("；", "\n").replace(";", "\n")
                    expect(draft, name=row["name"], records=records, score=row["score"])
                    taken += 1
        except InputRefused as refused:
            for finding in refused.findings[:1]:
                reason = finding.wording.say(request_language(), **finding.figures)
                raise PolicyRefused("no_table", f"{file.name}：{reason}") from refused
            raise
    return taken


@school_page(Permission.EDIT_SCHEMES)
def why_page(request: HttpRequest, access: Access, draft: int, row: int) -> HttpResponse:
    """Explain what the records of a row come to, step by step."""
    known = load_draft(access, draft)
    wanted = get_object_or_404(known.expectations, pk=row)
    language = request_language()
    outcome = _outcome_of(known, wanted.pk, outcomes_of(known, language))
    if outcome is None:
        raise Http404
    text = outcome.explanation.as_text(language) if outcome.explanation else ""
    page = {"draft": known, "tab": "checks", "row": wanted, "outcome": outcome, "text": text}
    return render(request, "schemes/check_why.html", page)


def _outcome_of(draft: SchemeDraft, row: int, outcomes: list[Outcome]) -> Outcome | None:
    rows = list(draft.expectations.values_list("pk", flat=True))
    return outcomes[rows.index(row)] if outcomes else None
