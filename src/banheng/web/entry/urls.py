from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from banheng.web.entry import health, passes, views

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", set_language, name="language"),
    path("pass/<str:code>/", passes.show_pass, name="pass"),
    path("health/alive", health.alive, name="health-alive"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", health.metrics, name="metrics"),
]
