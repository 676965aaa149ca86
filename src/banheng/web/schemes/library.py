"""Library pages: look for a scheme, read it, make a draft of it; upload one of one's own."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.core.errors import BanhengError, SchemeInvalid, SchemeUnreadable
from banheng.policies.drafting import begin_draft
from banheng.schemes.library import library_path, list_library
from banheng.schemes.loading import GREATEST_FILE, load_scheme
from banheng.schools.models import Grade, Stage
from banheng.web.loading import school_page
from banheng.web.schemes.outline import refusal_of
from banheng.web.schemes.reading import blocks_of, document_of, library_scheme
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.schemes.loading import SchemeFile

READY = ("primary-month", "junior-month-boarding", "senior-term-360")


@school_page(Permission.EDIT_SCHEMES)
def library(request: HttpRequest, access: Access) -> HttpResponse:
    """Offer the schemes of the library by document and stage; those ready to use come first."""
    stage, document = request.GET.get("stage", ""), request.GET.get("document", "")
    cards = []
    for code in sorted(list_library(), key=lambda each: (each not in READY, each)):
        file = library_scheme(code)
        scheme, origin = file.scheme, document_of(code, file.scheme)
        if stage and scheme.stages and stage not in scheme.stages:
            continue
        if document and document not in {origin[:3], "own" if not origin else ""}:
            continue
        cards.append(
            {
                "code": code,
                "scheme": scheme,
                "document": origin,
                "ready": code in READY,
                "items": len(scheme.items()),
                "blanks": len(file.blanks()),
                "stages": [Stage(each).label for each in scheme.stages],
            }
        )
    documents = sorted({document_of(code, library_scheme(code).scheme)[:3] for code in list_library()} - {""})
    own_stages = dict.fromkeys(Grade.objects.filter(school=access.school).values_list("stage", flat=True))
    page = {
        "cards": cards,
        "stages": Stage.choices,
        "own_stages": list(own_stages),
        "documents": documents,
        "stage": stage,
        "document": document,
    }
    return render(request, "schemes/library.html", page)


@school_page(Permission.EDIT_SCHEMES)
def library_one(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """Show a scheme of the library as tables."""
    file = _from_library(code)
    language = request_language()
    page = {
        "code": code,
        "scheme": file.scheme,
        "blocks": blocks_of(file, language),
        "blanks": len(file.blanks()),
        "school": access.school,
    }
    return render(request, "schemes/library_one.html", page)


@require_POST
@school_page(Permission.EDIT_SCHEMES)
def copy_library(request: HttpRequest, access: Access, code: str) -> HttpResponse:
    """Begin a draft with a scheme of the library."""
    _from_library(code)
    text = (library_path(code) / "scheme.yaml").read_text(encoding="utf-8")
    draft = begin_draft(access.school, text, by=request.user, at=timezone.now())
    return redirect("schemes-draft", school=access.school.code, draft=draft.pk)


def _from_library(code: str) -> SchemeFile:
    try:
        return library_scheme(code)
    except SchemeUnreadable as unknown:
        raise Http404 from unknown


@school_page(Permission.EDIT_SCHEMES)
def upload(request: HttpRequest, access: Access) -> HttpResponse:
    """Begin a draft with a file or a pasted text; what is no YAML is refused with the reason."""
    refusal, text = "", ""
    if request.method == "POST":
        file, text = request.FILES.get("file"), request.POST.get("text", "")
        try:
            if file is not None:
                text = read_upload(file)
            if not text.strip():
                refusal = gettext("请选择方案文件，或粘贴方案文本。")
            else:
                draft = begin_draft(access.school, text, by=request.user, at=timezone.now())
                return redirect("schemes-draft", school=access.school.code, draft=draft.pk)
        except BanhengError as error:
            refusal = refusal_of(error, request_language())
            text = "" if file is not None else text
    page = {"refusal": refusal, "text": text}
    return render(request, "schemes/upload.html", page, status=422 if refusal else 200)


def read_upload(upload: UploadedFile) -> str:
    """Read an uploaded scheme as the command line reads a file; its faults are left to the draft.

    Raises:
        SchemeUnreadable: too large, not UTF-8, not YAML.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (Path(upload.name or "").name or "scheme.yaml")
        # one byte too many is enough for the loader to see that the file is too large
        path.write_bytes(upload.read(GREATEST_FILE + 1))
        try:
            load_scheme(path)
        except SchemeInvalid:
            pass
        except SchemeUnreadable as refused:
            chinese = refused.chinese.replace(f"{folder}/", "")
            raise SchemeUnreadable(str(refused).replace(f"{folder}/", ""), chinese) from refused
        return path.read_text(encoding="utf-8-sig")
