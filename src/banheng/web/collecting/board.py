"""All years, and the board of one: who is where, who is late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.bureau_access import with_those_below
from banheng.accounts.roles import Permission
from banheng.bureau.collecting.checking import name_of
from banheng.bureau.collecting.columns import usual_columns
from banheng.bureau.collecting.models import Collection, FigureChange, Filing
from banheng.bureau.collecting.opening import add_schools, open_collection
from banheng.bureau.collecting.progress import progress_of
from banheng.bureau.collecting.reviewing import accept, lock
from banheng.bureau.errors import BureauRefused
from banheng.bureau.naming import called
from banheng.web.bureau_loading import bureau_page
from banheng.web.collecting.forms import OpenForm
from banheng.web.collecting.loading import load_collection

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess

State = Filing.State
DONE = Q(filings__state__in=[State.ACCEPTED, State.EXCUSED])


@bureau_page(Permission.SEE_BUREAU)
def collections(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List the years, with how far each is; a bureau above sees those of its counties too."""
    counted = {"schools": Count("filings"), "done": Count("filings", filter=DONE)}
    years = Collection.objects.filter(bureau=access.bureau).annotate(**counted)
    below = with_those_below(access.bureau)[1:]
    under = Collection.objects.filter(bureau__in=below).select_related("bureau").annotate(**counted)
    shown = {
        "years": years,
        "below": under.order_by("-year", "bureau__code"),
        "may_open": access.may(Permission.COLLECT_DATA),
    }
    return render(request, "collecting/collections.html", shown)


@bureau_page(Permission.COLLECT_DATA)
def open_year(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """Open a year."""
    start = {"year": access.day.year, "columns": usual_columns()}
    form = OpenForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_collection(access.bureau, **form.cleaned_data, by=request.user, at=timezone.now())
        except BureauRefused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, gettext("已开启。各校可以填报了。"))
            return redirect("collecting-one", access.bureau.code, made.year)
    return render(request, "collecting/open.html", {"form": form})


@bureau_page(Permission.SEE_BUREAU)
def board(request: HttpRequest, access: BureauAccess, year: int) -> HttpResponse:
    """Show who is where."""
    collection = load_collection(access, year)
    progress, state = progress_of(collection, access.day), request.GET.get("state", "")
    chosen = [
        each
        for each in progress.filings
        if each.state == state or not state or (state == "late" and each.pk in progress.late)
    ]
    after_lock = FigureChange.objects.filter(filing__collection=collection, after_lock=True)
    differences = after_lock.select_related("filing__school", "by").order_by("-at")
    shown = {
        "collection": collection,
        "progress": progress,
        "chosen": chosen,
        "state": state,
        "columns": [called(stock.name) for stock in collection.stocks],
        "differences": [(each, name_of(collection, each.column)) for each in differences],
        "lacking": access.bureau.schools.exclude(filings__collection=collection).count(),
        "collects": access.may(Permission.COLLECT_DATA),
        "reviews": access.may(Permission.REVIEW_DATA),
    }
    return render(request, "collecting/board.html", shown)


@require_POST
@bureau_page(Permission.COLLECT_DATA)
def lock_year(request: HttpRequest, access: BureauAccess, year: int) -> HttpResponse:
    """Lock a year."""
    collection = load_collection(access, year)
    try:
        lock(collection, by=request.user, at=timezone.now())
    except BureauRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已锁定。以后的更正都会留下差异记录。"))
    return redirect("collecting-one", access.bureau.code, year)


@require_POST
@bureau_page(Permission.REVIEW_DATA)
def accept_all(request: HttpRequest, access: BureauAccess, year: int) -> HttpResponse:
    """Accept everything that was handed in without a doubt."""
    collection = load_collection(access, year)
    waiting = collection.filings.filter(state=State.SUBMITTED)
    clear = [each for each in waiting if not each.explanations]
    for each in clear:
        accept(each, by=request.user, at=timezone.now())
    messages.success(
        request,
        gettext("%(number)s 所没有疑点的学校审核通过；有疑点的请逐校审核。") % {"number": len(clear)},
    )
    return redirect("collecting-one", access.bureau.code, year)


@require_POST
@bureau_page(Permission.COLLECT_DATA)
def add_missing(request: HttpRequest, access: BureauAccess, year: int) -> HttpResponse:
    """Let schools that came to the bureau since the year was opened file too."""
    collection = load_collection(access, year)
    if not collection.is_locked:
        number = add_schools(collection)
        messages.success(request, gettext("列入 %(number)s 所学校。") % {"number": number})
    return redirect("collecting-one", access.bureau.code, year)
