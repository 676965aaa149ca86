"""All addresses of the site; each screen area lists its own."""

from __future__ import annotations

from django.urls import include, path

from banheng.web.entry import errors

urlpatterns = [
    path("account/", include("banheng.web.entry.account_urls")),
    path("", include("banheng.web.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler429 = errors.too_many_requests
handler500 = errors.server_error
