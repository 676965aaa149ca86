"""A draft from the school's own document: upload it, then hold document and scheme side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_GET
from ruamel.yaml.error import YAMLError

from banheng.accounts.roles import Permission
from banheng.core.errors import BanhengError, Refused
from banheng.core.wording import Language
from banheng.policies.by_clause import said_by_clause
from banheng.policies.marked_places import parts_by_clause, places_of, unsettled
from banheng.policies.models import SchemeSource
from banheng.policies.wording_of_places import DEFECTS
from banheng.schemes.drafting.reading.refusing import GREATEST_FILE
from banheng.schemes.saving import open_document
from banheng.web.loading import school_page
from banheng.web.schemes.blanks import form_place
from banheng.web.schemes.loading import load_draft
from banheng.web.schemes.outline import check, refusal_of
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.policies.by_clause import SaidPart
    from banheng.policies.models import SchemeDraft

PASTED = "粘贴的文本.txt"
FATES = {
    "scored_item": gettext_lazy("计分"),
    "rule": gettext_lazy("规则"),
    "duty": gettext_lazy("常规"),
    "principle": gettext_lazy("原则"),
    "undecided": gettext_lazy("待学校决定"),
}
MECHANISMS = {
    "deduct": gettext_lazy("扣分"),
    "accrue": gettext_lazy("加分"),
    "shortfall": gettext_lazy("目标次数"),
    "bands": gettext_lazy("分档"),
    "levels": gettext_lazy("等级"),
    "awards": gettext_lazy("获奖"),
    "rank": gettext_lazy("名次"),
    "ratio": gettext_lazy("比例"),
    "mean": gettext_lazy("平均"),
    "judged": gettext_lazy("评分"),
    "signed": gettext_lazy("加减分"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the document; `number` is that of its clause, 0 between clauses."""

    text: str
    number: int
    ends_as: str = ""
    is_faulty: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """What became of a clause.

    Attributes:
        items: label, points, mechanism in words, whether it is certain.
        faults: kind in words and detail.
        said: the parts of the scheme as it is now.
        form: where they are edited; empty if the scheme has nothing of the clause.
    """

    number: int
    path: str
    fate: str
    ends_as: str
    items: Sequence[tuple[str, Any, str, bool]]
    faults: Sequence[tuple[str, str]]
    said: Sequence[SaidPart] = ()
    form: str = ""


SURE = 0.8
"""Below this the reader is asked to compare with particular care."""


@school_page(Permission.EDIT_SCHEMES)
def from_document(request: HttpRequest, access: Access) -> HttpResponse:
    """Take the school's own document and draft a scheme from it."""
    from banheng.policies.drafting_from_document import begin_draft_from_document  # noqa: PLC0415 - as in unscored.py

    refusal, text = "", ""
    if request.method == "POST":
        file, text = request.FILES.get("file"), request.POST.get("text", "")
        if file is None and not text.strip():
            refusal = gettext("请选择文件，或粘贴原文。")
        else:
            name = PASTED if file is None else file.name
            content = text.encode() if file is None else file.read(GREATEST_FILE + 1)
            try:
                made = begin_draft_from_document(
                    access.school, name, content, by=access.user, at=timezone.now()
                )
            except Refused as refused:
                refusal = refused.reason
            except BanhengError as error:
                refusal = refusal_of(error, request_language())
            else:
                if len(made) > 1:
                    messages.info(
                        request,
                        gettext("文件里有 %(number)d 份方案，各成一份草稿。") % {"number": len(made)},
                    )
                    return redirect("schemes", access.school.code)
                return redirect("schemes-source", access.school.code, made[0].pk)
    page = {"refusal": refusal, "text": text}
    return render(request, "schemes/from_document.html", page, status=422 if refusal else 200)


@require_GET
@school_page(Permission.EDIT_SCHEMES)
def source_page(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Hold the document and what was read from it side by side, each leading to the other."""
    found = load_draft(access, draft)
    source = SchemeSource.objects.filter(draft=found).first()
    if source is None:
        raise Http404
    clauses = list(_with_scheme(_clauses(source.report, request_language()), access, found))
    places = places_of(source, found.text)
    undecided = [clause for clause in clauses if clause.ends_as == "undecided"]
    page = {
        "draft": found,
        "source": source,
        "tab": "source",
        "pieces": list(_pieces(source.text, source.report, clauses)),
        "clauses": clauses,
        "undecided": len(undecided),
        "faults": sum(len(clause.faults) for clause in clauses),
        "items": sum(len(clause.items) for clause in clauses),
        "places": len(places),
        "open": len(unsettled(places)),
    }
    return render(request, "schemes/source.html", page)


def _clauses(report: dict[str, Any], language: Language) -> Iterator[Clause]:
    spans = [clause["span"] for clause in report["clauses"]]
    items: dict[int, list[tuple[str, Any, str, bool]]] = {}
    for item in report.get("items", ()):
        said = (
            item["label"],
            item.get("points"),
            str(MECHANISMS.get(item.get("mechanism"), gettext("没有读懂"))),
            item.get("confidence", 0) >= SURE and item.get("mechanism") is not None,
        )
        items.setdefault(_holding(spans, item["span"]), []).append(said)
    faults: dict[int, list[tuple[str, str]]] = {}
    for defect in report.get("planted_defects", ()):
        detail = defect["detail"] if language is Language.EN else defect.get("detail_zh") or defect["detail"]
        faults.setdefault(_holding(spans, defect["span"]), []).append(
            (str(DEFECTS.get(defect["kind"], defect["kind"])), detail)
        )
    for number, clause in enumerate(report["clauses"], 1):
        ends_as = clause["ends_as"]
        yield Clause(
            number,
            clause["path"],
            str(FATES.get(ends_as, ends_as)),
            ends_as,
            items.get(number, ()),
            faults.get(number, ()),
        )


def _with_scheme(clauses: Iterator[Clause], access: Access, draft: SchemeDraft) -> Iterator[Clause]:
    """Add what the scheme says now of each clause, and where in the form it stands."""
    checked = check(draft.text, request_language())
    said = said_by_clause(checked.file.scheme, request_language()) if checked.file else {}
    places = parts_by_clause(draft.text)
    try:
        document = open_document(draft.text)
    except YAMLError:
        document, places = None, {}
    for clause in clauses:
        form, path = "", places.get(clause.path)
        if path is not None:
            place = form_place(document, path)
            known = {"school": access.school.code, "draft": draft.pk, "part": place.part}
            form = reverse("schemes-part", kwargs=known) + (f"#{place.field}" if place.field else "")
        yield replace(clause, said=said.get(clause.path, ()), form=form)


def _holding(spans: Sequence[Sequence[int]], span: Sequence[int]) -> int:
    """Give the number of the clause in which a span begins, or the one before it."""
    begun = [number for number, (start, _) in enumerate(spans, 1) if start <= span[0]]
    return begun[-1] if begun else 1


def _pieces(text: str, report: dict[str, Any], clauses: Sequence[Clause]) -> Iterator[Piece]:
    """Cut the document at its clauses, in order."""
    reached = 0
    for clause, (start, end) in zip(clauses, (each["span"] for each in report["clauses"]), strict=True):
        first = max(start, reached)
        if first > reached:
            yield Piece(text[reached:first], 0)
        if end > first:
            yield Piece(text[first:end], clause.number, clause.ends_as, bool(clause.faults))
        reached = max(reached, end)
    if reached < len(text):
        yield Piece(text[reached:], 0)
