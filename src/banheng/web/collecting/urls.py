from __future__ import annotations

from django.urls import path

from banheng.web.collecting import board, files, filing

urlpatterns = [
    path("collecting/", board.collections, name="collecting"),
    path("collecting/open/", board.open_year, name="collecting-open"),
    path("collecting/<int:year>/", board.board, name="collecting-one"),
    path("collecting/<int:year>/lock/", board.lock_year, name="collecting-lock"),
    path("collecting/<int:year>/schools/", board.add_missing, name="collecting-schools"),
    path("collecting/<int:year>/accept/", board.accept_all, name="collecting-acceptall"),
    path("collecting/<int:year>/file/", files.upload, name="collecting-file"),
    path("collecting/<int:year>/file/<int:file>/", files.mapping, name="collecting-mapping"),
    path("collecting/<int:year>/s/<slug:school>/", filing.filing, name="collecting-filing"),
    path("collecting/<int:year>/s/<slug:school>/excuse/", filing.excuse_one, name="collecting-excuse"),
    path("collecting/<int:year>/s/<slug:school>/release/", filing.release_one, name="collecting-release"),
    path(
        "collecting/<int:year>/s/<slug:school>/review/<slug:step>/", filing.review, name="collecting-review"
    ),
]
