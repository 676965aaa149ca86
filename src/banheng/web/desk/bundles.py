from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from banheng.assessment.bundling import bundle_of
from banheng.bundles.packing import as_zip
from banheng.core.errors import KeyUnreadable
from banheng.web.desk.loading import DESK, load_sheet
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

    from banheng.accounts.access import Access


@require_GET
@school_page(*DESK)
def download_bundle(
    request: HttpRequest, access: Access, scheme: str, period: str, number: int
) -> HttpResponseBase:
    """Hand out an edition with all that it rests on."""
    editions = load_sheet(access, scheme, period).editions.select_related("sheet__school", "version")
    edition = get_object_or_404(editions, number=number)
    try:
        bundle = bundle_of(edition)
    except KeyUnreadable:
        messages.error(request, gettext("本站的签名密钥无法读取，不能制作核验包。请联系系统管理员。"))
        return redirect("desk-period", access.school.code, scheme, period)
    name = f"{access.school.code}-{scheme}-{period}-{number}.zip"
    return FileResponse(BytesIO(as_zip(bundle)), as_attachment=True, filename=name)
