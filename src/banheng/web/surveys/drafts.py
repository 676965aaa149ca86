"""A questionnaire being written: its form question by question, its text, and making it a version.

The form is that of schemes (`web/schemes`), which is made from the models.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from ruamel.yaml.error import YAMLError

from banheng.accounts.roles import Permission
from banheng.core.errors import BanhengError, SchemeInvalid
from banheng.ledger.language import request_language
from banheng.policies.drafting import text_mark
from banheng.policies.marked_places import blanks_of
from banheng.questionnaires.instrument import WITH_MARK, WITH_OPTIONS
from banheng.questionnaires.loading import parse_instrument
from banheng.schemes.saving import open_document, save_document
from banheng.surveys.drafting import change_draft, save_version
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import InstrumentDraft
from banheng.web.loading import school_page
from banheng.web.schemes.fields import attach, form_of
from banheng.web.schemes.filling_in import act, codes_in, fill_posted, path_of
from banheng.web.schemes.grammar import begin, shape_at
from banheng.web.schemes.outline import HEAD, Checked, Entry, read_part, refusal_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.core.wording import Language
    from banheng.web.schemes.grammar import Path_

QUESTIONS = "questions"
LONGEST_LABEL = 20
LEAST_OPTIONS = 2


@school_page(Permission.RUN_SURVEYS)
def part_page(request: HttpRequest, access: Access, draft: int, part: str = HEAD) -> HttpResponse:
    """Show the head or a question as a form; a post saves it, and adds, removes or moves what is asked for."""
    known = _load(access, draft)
    document = _opened(known.text)
    if document is None:
        messages.warning(request, gettext("这份草稿的文本还不能用表单打开，请先在文本里改正。"))
        return redirect("surveys-draft-text", access.school.code, known.pk)
    if request.method == "POST":
        return _save_part(request, access, known, document, part)
    return render(request, "surveys/part.html", _page(known, known.text, document, part))


@require_POST
@school_page(Permission.RUN_SURVEYS)
def check_part(request: HttpRequest, access: Access, draft: int, part: str) -> HttpResponse:
    """Check what stands in the form now, without saving it."""
    known = _load(access, draft)
    document = _opened(known.text)
    if document is None:
        raise Http404
    _fill(document, part, request)
    text = save_document(document, known.text)
    page = _page(known, text, open_document(text), part)
    return render(request, "surveys/checked.html", page | {"live": True})


@school_page(Permission.RUN_SURVEYS)
def text_page(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Edit the text of a draft itself."""
    known = _load(access, draft)
    text, refusal = known.text, ""
    if request.method == "POST":
        text = request.POST.get("text", "").replace("\r\n", "\n")
        refusal = _change(known, text, request)
        if not refusal:
            messages.success(request, gettext("已保存。"))
            return redirect("surveys-draft-text", access.school.code, known.pk)
    page = {
        "draft": known,
        "text": text,
        "refusal": refusal,
        "known_as": text_mark(known.text),
        "checked": _check(text, request_language()),
    }
    return render(request, "surveys/text.html", page, status=422 if refusal else 200)


@require_POST
@school_page(Permission.RUN_SURVEYS)
def check_text(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Check a text as it stands in the page, without saving it."""
    _load(access, draft)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    return render(request, "schemes/findings.html", {"checked": _check(text, request_language())})


@require_POST
@school_page(Permission.RUN_SURVEYS)
def save(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Make a draft a version, with which surveys are opened."""
    known = _load(access, draft)
    try:
        version = save_version(known, by=access.user, at=timezone.now())
    except SurveyRefused as refused:
        messages.error(request, refused.reason)
        return redirect("surveys-draft", access.school.code, known.pk)
    messages.success(request, gettext("已存为“%(version)s”。") % {"version": version})
    return redirect("surveys-instrument", access.school.code, version.pk)


@require_POST
@school_page(Permission.RUN_SURVEYS)
def drop(request: HttpRequest, access: Access, draft: int) -> HttpResponse:
    """Throw a draft away."""
    known = _load(access, draft)
    known.delete()
    messages.success(request, gettext("草稿“%(title)s”已删除。") % {"title": known.title})
    return redirect("surveys-instruments", access.school.code)


def _save_part(
    request: HttpRequest, access: Access, draft: InstrumentDraft, document: Any, part: str
) -> HttpResponse:
    what, _, where = request.POST.get("do", "save").partition(":")
    shown, anchor = part, ""
    _fill(document, part, request)
    try:
        if what in {"add", "remove", "up", "down"}:
            target = path_of(where[1:]) if where.startswith("/") else (*read_part(part), *path_of(where))
            reached = act(document, what, target, name=gettext("未命名"))
            shown = _part_of(reached)
            own = reached[len(read_part(shown)) :]
            anchor = "#f-" + "-".join(map(str, own)) if own and what != "remove" else ""
    except LookupError:
        raise Http404 from None
    text = save_document(document, draft.text)
    if refusal := _change(draft, text, request):
        page = {**_page(draft, text, open_document(text), part), "refusal": refusal}
        return render(request, "surveys/part.html", page, status=409)
    if what == "save":
        messages.success(request, gettext("已保存。"))
    return redirect(reverse("surveys-part", args=[access.school.code, draft.pk, shown]) + anchor)


def _part_of(reached: Path_) -> str:
    """Give the page on which the result of an action is seen: that of a question, or the head."""
    if len(reached) >= 2 and reached[0] == QUESTIONS:
        return f"{QUESTIONS}/{reached[1]}"
    return HEAD


def _change(draft: InstrumentDraft, text: str, request: HttpRequest) -> str:
    """Save a text; give the reason why not, if it is not."""
    mark = request.POST.get("known_as", "")
    try:
        change_draft(draft, text, known_as=mark, by=request.user, at=timezone.now())
    except SurveyRefused as refused:
        return str(refused.reason)
    except BanhengError as refused:
        return gettext("没有保存：%(reason)s") % {"reason": refusal_of(refused, request_language())}
    return ""


def _fill(document: Any, part: str, request: HttpRequest) -> None:
    path = read_part(part)
    try:
        fill_posted(document, path, request.POST)
        if path:
            _fit_kind(document, path)
    except LookupError:
        raise Http404 from None


def _fit_kind(document: Any, path: Path_) -> None:
    """Give a question what its kind needs, and take away what only another kind has."""
    question = document[path[0]][path[1]]
    kind = question.get("kind")
    if kind not in WITH_MARK:
        question.pop("greatest", None)
    elif "greatest" not in question:
        question["greatest"] = None
    if kind not in WITH_OPTIONS:
        question.pop("options", None)
    elif not question.get("options"):
        shape, taken = shape_at((*path, "options"), document).inside(), codes_in(document)
        question["options"] = [begin(shape, taken, name=gettext("未命名")) for _ in range(LEAST_OPTIONS)]


def _opened(text: str) -> Any:
    """Read a text for the form; none if it must be put right as a text first."""
    try:
        document = open_document(text)
    except YAMLError:
        return None
    if not isinstance(document, dict) or "instrument" not in document:
        return None
    questions = document.get(QUESTIONS)
    if not isinstance(questions, list) or not all(isinstance(each, dict) for each in questions):
        return None
    _unshare(questions)
    return document


def _unshare(questions: list[Any]) -> None:
    """Give each question options of its own: where they are written once for several, all would change with one."""
    seen: set[int] = set()
    for question in questions:
        if (options := question.get("options")) is not None:
            if id(options) in seen:
                question["options"] = deepcopy(options)
            seen.add(id(options))


def _check(text: str, language: Language) -> Checked:
    try:
        return Checked(parse_instrument(text, name=gettext("问卷")), ())
    except SchemeInvalid as invalid:
        return Checked(None, tuple(invalid.findings))
    except BanhengError as error:
        return Checked(None, (), refusal_of(error, language))


def _page(draft: InstrumentDraft, text: str, document: Any, part: str) -> dict[str, Any]:
    """Gather what the page of a part shows."""
    language = request_language()
    checked = _check(text, language)
    entries = _outline(document, checked)
    entry = next((each for each in entries if each.part == part), None)
    if entry is None:
        raise Http404
    form = form_of(document, read_part(part), entry.place, language)
    own = [finding for finding in checked.findings if _page_of(finding.place.path, entries) is entry]
    attach(form, own)
    return {
        "draft": draft,
        "known_as": text_mark(draft.text),
        "entries": entries,
        "entry": entry,
        "form": form,
        "fields": list(form.walk()),
        "own": own,
        "others": len(checked.findings) - len(own),
        "checked": checked,
        "number_of_blanks": len(blanks_of(document)),
    }


def _outline(document: Any, checked: Checked) -> list[Entry]:
    """List the pages of a draft: the head and every question, with what is left open and wrong in each."""
    pages = [(HEAD, "", gettext("基本信息"))]
    for number, question in enumerate(document[QUESTIONS]):
        words = str(question.get("text") or "____")
        label = words[:LONGEST_LABEL] + ("…" if len(words) > LONGEST_LABEL else "")
        code = question.get("code", number)
        pages.append((f"{QUESTIONS}/{number}", f"{QUESTIONS}/{code}", f"{number + 1}. {label}"))
    entries = [Entry(page, place, label, 0, "question" if place else "") for page, place, label in pages]
    blanks = [
        f"{QUESTIONS}/{path[1]}" if path[0] == QUESTIONS and len(path) > 1 else HEAD
        for path in blanks_of(document)
    ]
    wrong = [_page_of(finding.place.path, entries).part for finding in checked.findings]
    return [
        Entry(
            each.part,
            each.place,
            each.label,
            0,
            each.kind,
            None,
            blanks.count(each.part),
            wrong.count(each.part),
        )
        for each in entries
    ]


def _page_of(place: str, entries: list[Entry]) -> Entry:
    """Give the page on which a place is edited: its question, or the head."""
    return next(
        (each for each in entries if each.place and (place + "/").startswith(each.place + "/")), entries[0]
    )


def _load(access: Access, draft: int) -> InstrumentDraft:
    return get_object_or_404(InstrumentDraft, school=access.school, pk=draft)
