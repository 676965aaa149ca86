from __future__ import annotations

from django.urls import path

from banheng.web.care import views

urlpatterns = [
    path("care/", views.care, name="care"),
    path("care/new/<slug:kind>/", views.new, name="care-new"),
    path("care/<int:note>/", views.note_page, name="care-one"),
    path("care/<int:note>/delete/", views.delete, name="care-delete"),
    path("care/counsellors/", views.counsellor_add, name="care-counsellor"),
    path("care/counsellors/<int:counsellor>/end/", views.counsellor_end, name="care-dismiss"),
]
