from __future__ import annotations

from django.urls import path

from banheng.web.bureau import overview

urlpatterns = [path("", overview.overview, name="bureau")]
