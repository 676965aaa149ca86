from __future__ import annotations

from django.urls import path

from banheng.web.office import calendar, classes, imports, promotion, pupils, staff

urlpatterns = [
    path("office/", classes.overview, name="office"),
    path("office/classes/new/", classes.new_class, name="office-class-new"),
    path("office/classes/<str:code>/", classes.one_class, name="office-class"),
    path("office/classes/<str:code>/pupils/", pupils.pupils_of_class, name="office-pupils"),
    path("office/classes/<str:code>/guardians/", pupils.guardians, name="office-guardians"),
    path("office/pupils/<int:number>/", pupils.move_pupil, name="office-pupil"),
    path("office/staff/", staff.staff_list, name="office-staff"),
    path("office/staff/edit/", staff.edit_staff, name="office-staff-edit"),
    path("office/calendar/", calendar.month, name="office-calendar"),
    path("office/calendar/year/", calendar.year, name="office-year"),
    path("office/imports/", imports.imports, name="office-imports"),
    path("office/imports/new/<slug:kind>/", imports.new_import, name="office-import-new"),
    path("office/imports/template/<slug:kind>/", imports.template, name="office-template"),
    path("office/imports/<int:number>/", imports.one_import, name="office-import"),
    path("office/imports/<int:number>/<slug:step>/", imports.move_import, name="office-import-step"),
    path("office/oneroster.zip", imports.oneroster, name="office-oneroster"),
    path("office/promotion/", promotion.promotion, name="office-promotion"),
]
