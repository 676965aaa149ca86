from __future__ import annotations

from django.urls import path

from banheng.web.league import hall

urlpatterns = [path("hall/<str:secret>/", hall.hall, name="hall")]
