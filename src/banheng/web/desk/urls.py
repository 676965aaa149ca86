from __future__ import annotations

from django.urls import path

from banheng.web.desk import adjusting, bundles, settling, views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/appeal-rule/", views.appeal_rule, name="desk-appeal-rule"),
    path("desk/<str:scheme>/<str:period>/", views.period_page, name="desk-period"),
    path("desk/<str:scheme>/<str:period>/severity/", adjusting.severity, name="desk-severity"),
    path("desk/<str:scheme>/<str:period>/context/", adjusting.context, name="desk-context"),
    path("desk/<str:scheme>/<str:period>/compute/", views.compute_period, name="desk-compute"),
    path("desk/<str:scheme>/<str:period>/review/", views.review_period, name="desk-review"),
    path("desk/<str:scheme>/<str:period>/return/", settling.send_back_period, name="desk-return"),
    path("desk/<str:scheme>/<str:period>/publish/", settling.publish_period, name="desk-publish"),
    path("desk/<str:scheme>/<str:period>/withdraw/", settling.withdraw_period, name="desk-withdraw"),
    path("desk/<str:scheme>/<str:period>/finalise/", settling.finalise_period, name="desk-finalise"),
    path("desk/<str:scheme>/<str:period>/accept/", settling.accept_recomputation, name="desk-accept"),
    path("desk/<str:scheme>/<str:period>/keep/", settling.keep_published, name="desk-keep"),
    path(
        "desk/<str:scheme>/<str:period>/editions/<int:number>/bundle/",
        bundles.download_bundle,
        name="desk-bundle",
    ),
]
