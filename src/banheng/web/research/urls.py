from __future__ import annotations

from django.urls import path

from banheng.web.research import views

urlpatterns = [
    path("research/", views.research, name="research"),
    path("research/new/", views.new, name="research-new"),
    path("research/<int:work>/", views.work_page, name="research-one"),
    path("research/<int:work>/edit/", views.edit, name="research-edit"),
    path("research/<int:work>/accept/", views.accept_one, name="research-accept"),
    path("research/<int:work>/return/", views.return_one, name="research-return"),
    path("research/projects/new/", views.project_new, name="research-propose"),
    path("research/projects/<int:project>/", views.project_page, name="research-project"),
]
