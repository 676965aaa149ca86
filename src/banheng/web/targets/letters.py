"""Target letters of a bureau: how far they are, and each as a tree."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.errors import BureauRefused
from banheng.bureau.targets.drawing_up import add_target, draw_up
from banheng.bureau.targets.models import Letter, Signature
from banheng.bureau.targets.signing import conclude, offer, send_back, sign
from banheng.bureau.targets.standing import State, standing
from banheng.bureau.targets.template import letter_drafts
from banheng.reports.contents.target_letter import letter_document
from banheng.web.acting import act
from banheng.web.bureau_loading import bureau_page
from banheng.web.reports.answering import answer
from banheng.web.targets.forms import AddForm, ConcludeForm, LetterForm, ReasonForm, SignForm
from banheng.web.targets.loading import load_letter

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess


@bureau_page(Permission.SEE_BUREAU)
def letters(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List the letters with their progress; what is overdue in any of them comes first."""
    found = (
        Letter.objects.filter(bureau=access.bureau).select_related("school").prefetch_related("signatures")
    )
    rows = [standing(letter, access.day) for letter in found]
    late = [
        (row.letter, line)
        for row in rows
        if row.letter.is_in_force and not row.letter.concluded_at
        for line in row.leaves
        if line.state is State.OVERDUE
    ]
    waiting = [(row.letter, line) for row in rows for line in row.leaves if line.state is State.WAITING]
    shown = {"rows": rows, "late": late, "waiting": waiting, "keeps": access.may(Permission.KEEP_TARGETS)}
    return render(request, "targets/letters.html", shown)


@bureau_page(Permission.KEEP_TARGETS)
def new(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Draw a letter up, from one of the library or by hand."""
    draft = letter_drafts().get(request.GET.get("template", ""))
    if request.method == "POST":
        form = LetterForm(access.schools(), request.POST)
        if form.is_valid():
            try:
                made = draw_up(access.bureau, draft, **form.cleaned_data, by=request.user, at=timezone.now())
            except BureauRefused as refusal:
                form.add_error(None, refusal.reason)
            else:
                messages.success(request, gettext("责任书已建立。请补齐责任部门、期限和目标值，再提交签订。"))
                return redirect("targets-one", access.bureau.code, made.pk)
    else:
        year = (draft and draft.year) or access.day.year
        said = {"first": access.day.replace(year, 1, 1), "last": access.day.replace(year, 12, 31)}
        if draft:
            said |= {"title": draft.title, "party": draft.party, "year": draft.year, "basis": draft.basis}
        form = LetterForm(access.schools(), initial=said)
    shown = {"form": form, "drafts": letter_drafts().values(), "draft": draft}
    return render(request, "targets/new.html", shown)


@bureau_page(Permission.SEE_BUREAU)
def letter_page(request: HttpRequest, access: BureauAccess, letter: int) -> HttpResponse:
    """Show a letter."""
    return _page(request, access, load_letter(access, letter))


@bureau_page(Permission.SEE_BUREAU)
def letter_print(request: HttpRequest, access: BureauAccess, letter: int, form: str) -> HttpResponse:
    """Give a letter as a document: what is agreed, how far it is, and what came of it."""
    return answer(request, letter_document(standing(load_letter(access, letter), access.day)), form)


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def target_add(request: HttpRequest, access: BureauAccess, letter: int) -> HttpResponse:
    """Add a target."""
    kept = load_letter(access, letter)
    form = AddForm(kept, request.POST, auto_id="add_%s")
    return _act(request, access, kept, "adding", form, partial(add_target, kept))


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def letter_offer(request: HttpRequest, access: BureauAccess, letter: int) -> HttpResponse:
    """Lay it before both sides."""
    kept = load_letter(access, letter)
    try:
        offer(kept, at=timezone.now())
    except BureauRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已提交签订，现在双方可以签字。"))
    return redirect("targets-one", access.bureau.code, kept.pk)


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def letter_return(request: HttpRequest, access: BureauAccess, letter: int) -> HttpResponse:
    """Take it back to be changed."""
    kept = load_letter(access, letter)
    return _act(request, access, kept, "returning", ReasonForm(request.POST), partial(send_back, kept))


@require_POST
@bureau_page(Permission.DECIDE_BUREAU)
def letter_sign(request: HttpRequest, access: BureauAccess, letter: int) -> HttpResponse:
    """Sign for the bureau."""
    kept = load_letter(access, letter)
    do = partial(sign, kept, Signature.Side.BUREAU, by=request.user, at=timezone.now())
    return _act(request, access, kept, "signing", SignForm(request.POST), do)


@require_POST
@bureau_page(Permission.KEEP_TARGETS)
def letter_paper(request: HttpRequest, access: BureauAccess, letter: int) -> HttpResponse:
    """Note that an office without account signed on paper."""
    kept = load_letter(access, letter)
    form = SignForm(request.POST, auto_id="paper_%s")
    if kept.school is not None and form.is_valid():
        form.add_error(None, gettext("学校由校长在学校页面签字。"))
    do = partial(sign, kept, Signature.Side.PARTY, by=request.user, at=timezone.now())
    return _act(request, access, kept, "paper", form, do)


@require_POST
@bureau_page(Permission.KEEP_TARGETS, Permission.DECIDE_BUREAU)
def letter_conclude(request: HttpRequest, access: BureauAccess, letter: int) -> HttpResponse:
    """Conclude it with what came of it."""
    kept = load_letter(access, letter)
    do = partial(conclude, kept, by=request.user, at=timezone.now())
    return _act(request, access, kept, "concluding", ConcludeForm(request.POST), do)


def _act(
    request: HttpRequest, access: BureauAccess, letter: Letter, name: str, form: Form, do: Any
) -> HttpResponse:
    done = act(request, form, do, "targets-one", access.bureau.code, letter.pk)
    return done or _page(request, access, load_letter(access, letter.pk), **{name: form})


def _page(request: HttpRequest, access: BureauAccess, letter: Letter, **forms: Any) -> HttpResponse:
    keeps, decides = access.may(Permission.KEEP_TARGETS), access.may(Permission.DECIDE_BUREAU)
    signed = {each.side for each in letter.signatures.all()}
    is_offered, in_force = letter.offered_at is not None, letter.is_in_force
    said = {"name": request.user, "day": access.day}
    offered: dict[str, Form] = {}
    if keeps and not is_offered:
        offered["adding"] = AddForm(letter, auto_id="add_%s")
    if keeps and is_offered and not in_force:
        offered["returning"] = ReasonForm(auto_id="returning_%s")
        if letter.school is None and Signature.Side.PARTY not in signed:
            offered["paper"] = SignForm(initial={"day": access.day}, auto_id="paper_%s")
    if decides and is_offered and Signature.Side.BUREAU not in signed:
        offered["signing"] = SignForm(initial=said)
    if (keeps or decides) and in_force and not letter.concluded_at:
        offered["concluding"] = ConcludeForm(auto_id="concluding_%s")
    shown = {
        "standing": standing(letter, access.day),
        "letter": letter,
        "code": access.bureau.code,
        "target_page": "targets-target",
        "may_offer": keeps and not is_offered,
        **offered,
        **forms,
    }
    return render(request, "targets/letter.html", shown)
