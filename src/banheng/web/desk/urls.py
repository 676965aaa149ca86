from __future__ import annotations

from django.urls import path

from banheng.web.desk import views

urlpatterns = [
    path("desk/", views.desk, name="desk"),
    path("desk/<str:scheme>/<str:period>/", views.period_page, name="desk-period"),
    path("desk/<str:scheme>/<str:period>/compute/", views.compute_period, name="desk-compute"),
    path("desk/<str:scheme>/<str:period>/review/", views.review_period, name="desk-review"),
]
