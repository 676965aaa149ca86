from __future__ import annotations

from django.urls import path

from banheng.web.entry import views

urlpatterns = [path("", views.home, name="home")]
