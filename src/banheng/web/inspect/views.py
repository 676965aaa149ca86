"""The inspection screen, and what makes it an app: manifest and service worker.

The worker serves the page of today and the work forms too (`banheng.web.work`, `waiting.js`).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import ensure_csrf_cookie

from banheng.accounts.roles import Permission
from banheng.ledger.checklists import checklist
from banheng.ledger.desk import MOST_PHOTOS
from banheng.ledger.language import request_language
from banheng.ledger.limits import INSPECTED, Limits
from banheng.ledger.models import Duty, Record
from banheng.ledger.photographing import MOST_BYTES
from banheng.routines.work_form import work_forms
from banheng.schemes.scheme import ADJUSTING
from banheng.schools.calendars import current_term
from banheng.schools.classes import classes_on
from banheng.web.inspect.texts import texts
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.ledger.checklists import CheckItem
    from banheng.ledger.limits import Scope
    from banheng.schools.models import ClassYear

FOLDER = Path(__file__).parent / "static" / "inspect"
WORK_FOLDER = Path(__file__).parents[1] / "work" / "static" / "work"
MODULES = sorted(
    f"{folder.name}/{file.name}" for folder in (FOLDER, WORK_FOLDER) for file in folder.glob("*.js")
)
FIRST_MODULES = ("inspect/screen.js", "work/waiting.js")
SHARED_FILES = (
    "vendor/tabler.min.css",
    "web/banheng.css",
    "vendor/htmx.min.js",
    "vendor/tabler.min.js",
    "web/banheng.js",
)
STYLES = ("inspect/inspect.css", "today/today.css", "duties/own.css", "work/work.css")


@ensure_csrf_cookie
@school_page(Permission.INSPECT)
def screen(request: HttpRequest, access: Access) -> HttpResponse:
    """Show what the account may record today; the rest happens on the phone."""
    day = access.day
    scopes = Limits(access).on(day)
    classes = [
        year
        for year in classes_on(access.school, day)
        if any(scope.covers_class(year.school_class.code) for scope in scopes)
    ]
    items = [
        item
        for item in checklist(access.school, day, request_language())
        if item.source not in ADJUSTING and _covering(item, scopes)
    ]
    chosen = {item for scope in scopes for item in scope.items or ()}
    inspected = [item for item in items if item.source in INSPECTED or item.code in chosen]
    duties = Duty.objects.filter(
        user=request.user, week__school=access.school, week__first__lte=day, week__last__gte=day
    ).select_related("post", "week")
    return render(
        request,
        "inspect/screen.html",
        {
            "grades": _by_grade(classes, _visits(access)),
            "items": inspected,
            "registered": [item for item in items if item not in inspected],
            "praise": [(item, choice) for item in inspected for choice in item.choices if choice.gain > 0],
            "duties": duties,
            "term": current_term(access.school, day),
            "may_choose_day": any(scope.any_day for scope in scopes),
            "scopes": scopes,
            "settings": _settings(request, access, items, scopes),
        },
    )


@school_page(Permission.INSPECT)
def manifest(_request: HttpRequest, access: Access) -> JsonResponse:
    """Describe the screen as an app that a phone can install."""
    start = reverse("inspect", kwargs={"school": access.school.code})
    icons = [
        {"src": static(f"inspect/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    content = {
        "id": start,
        "name": gettext("班衡检查 · %(school)s") % {"school": access.school.name},
        "short_name": gettext("班衡检查"),
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f8fb",
        "theme_color": "#1f4e79",
        "icons": [*icons, {**icons[-1], "purpose": "maskable"}],
    }
    return JsonResponse(content, content_type="application/manifest+json")


def service_worker(request: HttpRequest) -> HttpResponse:
    """Give the worker with the addresses of the files it keeps; any change of them is a new worker."""
    named = [static(name) for name in (*SHARED_FILES, *STYLES, *FIRST_MODULES)]
    # a first module is asked for by its name with a digest, the others by the names they import each other by
    imported = [f"{settings.STATIC_URL}{name}" for name in MODULES if name not in FIRST_MODULES]
    response = render(
        request,
        "inspect/service-worker.js",
        {
            "files": [*named, *imported],
            "forms": [form.form for form in work_forms().values() if not form.restricted],
            "version": _version((*named, *imported)),
        },
        content_type="text/javascript",
    )
    response["Cache-Control"] = "no-cache"
    return response


def signed_in(request: HttpRequest) -> JsonResponse:
    """Tell whose session this is, with a token that is good in it only: before a phone sends what waits on it."""
    return JsonResponse(
        {"account": request.user.pk, "token": get_token(request)}, headers={"Cache-Control": "no-store"}
    )


def _covering(item: CheckItem, scopes: tuple[Scope, ...]) -> list[Scope]:
    if item.source == "survey":
        return []
    return [scope for scope in scopes if scope.covers_item(item.code, item.source)]


def _visits(access: Access) -> Counter[str]:
    """Count today's records of the account by class."""
    codes = Record.objects.filter(
        recorder=access.user, school=access.school, day=access.day, voids__isnull=True
    ).values_list("school_class__code", flat=True)
    return Counter(code for code in codes if code)


def _by_grade(
    classes: list[ClassYear], visits: Counter[str]
) -> list[tuple[str, list[tuple[ClassYear, int]]]]:
    grades: dict[str, list[tuple[ClassYear, int]]] = {}
    for year in classes:
        grades.setdefault(year.grade.name, []).append((year, visits[year.school_class.code]))
    return list(grades.items())


def _settings(
    request: HttpRequest, access: Access, items: list[CheckItem], scopes: tuple[Scope, ...]
) -> dict[str, Any]:
    """Give the script what it cannot read off the page; `classes` of an item is null for all."""
    school = {"school": access.school.code}
    return {
        "account": request.user.pk,
        "accountName": str(request.user),
        "school": access.school.code,
        "records": reverse("inspect-records", kwargs=school),
        "photos": reverse("inspect-photo", kwargs={**school, "record": _ZERO}),
        "record": reverse("records-record", kwargs={**school, "record": _ZERO}),
        "zero": _ZERO,
        "signIn": f"{reverse('account_login')}?next={reverse('inspect', kwargs=school)}",
        "worker": reverse("service-worker"),
        "today": access.day.isoformat(),
        "classesOfItem": {item.code: _classes(_covering(item, scopes)) for item in items},
        "mostPhotos": MOST_PHOTOS,
        "mostBytes": MOST_BYTES,
        "texts": texts(),
    }


_ZERO = "00000000-0000-0000-0000-000000000000"


def _classes(scopes: list[Scope]) -> list[str] | None:
    if any(scope.classes is None for scope in scopes):
        return None
    return sorted({code for scope in scopes for code in scope.classes or ()})


@lru_cache(maxsize=4)
def _version(files: tuple[str, ...]) -> str:
    """Give a digest of the files' names and of the pages' own files, so that a change of them reaches phones."""
    own = [file.read_bytes() for folder in (FOLDER, WORK_FOLDER) for file in sorted(folder.iterdir())]
    return hashlib.sha256(b"".join([*map(str.encode, files), *own])).hexdigest()[:16]
