from __future__ import annotations

from django.urls import path

from banheng.web.inbox import robots, settings, views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/read/", views.read_everything, name="inbox-read"),
    path("inbox/<int:notice>/", views.open_notice, name="inbox-open"),
    path("inbox/settings/", settings.settings, name="inbox-settings"),
    path("inbox/robots/", robots.robots, name="inbox-robots"),
    path("inbox/robots/new/", robots.new, name="inbox-robot-new"),
    path("inbox/hours/", robots.hours, name="inbox-hours"),
    path("inbox/again/", robots.again, name="inbox-again"),
    path("inbox/robots/<int:robot>/", robots.change, name="inbox-robot"),
    path("inbox/robots/<int:robot>/test/", robots.test, name="inbox-robot-test"),
    path("inbox/robots/<int:robot>/remove/", robots.remove, name="inbox-robot-remove"),
]
