from __future__ import annotations

from django.urls import path

from banheng.web.league import comparing, displays, heat, tables

urlpatterns = [
    path("league/", tables.league, name="league"),
    path("league/week/", tables.week, name="league-week"),
    path("league/week/banner/", tables.confirm_banner, name="league-banner"),
    path("league/heat/", heat.heat, name="league-heat"),
    path("league/compare/", comparing.compare, name="league-compare"),
    path("league/displays/", displays.displays, name="league-displays"),
    path("league/displays/new/", displays.new, name="league-display-new"),
    path(
        "league/displays/<int:display>/withdraw/", displays.withdraw_display, name="league-display-withdraw"
    ),
]
