from __future__ import annotations

from django.urls import path

from banheng.web.appeals import hearing, limits, making, views

urlpatterns = [
    path("appeals/", views.appeals, name="appeals"),
    path("appeals/statistics/", views.statistics, name="appeals-statistics"),
    path("appeals/limits/", limits.limit_list, name="appeals-limits"),
    path("appeals/limits/<int:limit>/lift/", limits.lift, name="appeals-lift"),
    path("appeals/new/<str:scheme>/<str:period>/<str:school_class>/", making.new, name="appeals-new"),
    path("appeals/<str:number>/", views.appeal_page, name="appeals-appeal"),
    path("appeals/<str:number>/withdraw/", making.withdraw, name="appeals-withdraw"),
    path("appeals/<str:number>/hear/", hearing.note_hearing, name="appeals-hear"),
    path("appeals/<str:number>/rule/", hearing.decide, name="appeals-rule"),
]
