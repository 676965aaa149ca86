from __future__ import annotations

from django.urls import path

from banheng.web.work import handbook, meetings, overview, records, writing

urlpatterns = [
    path("work/", overview.work, name="work"),
    path("work/classes/<str:school_class>/", overview.class_work, name="work-class"),
    path("work/classes/<str:school_class>/pupils/<str:form>/", overview.pupils, name="work-pupils"),
    path("work/handbooks/", handbook.handbooks, name="work-handbooks"),
    path("work/handbooks/<str:school_class>/<str:term>/<str:form>/", handbook.handbook, name="work-handbook"),
    path("work/slips/<str:school_class>/<str:term>/<str:form>/", handbook.slips, name="work-slips"),
    path("work/new/<str:form>/", writing.new, name="work-new"),
    path("work/records/<uuid:record>/", records.record_page, name="work-record"),
    path("work/records/<uuid:record>/correct/", writing.correct, name="work-correct"),
    path("work/records/<uuid:record>/withdraw/", records.withdraw_record, name="work-withdraw"),
    path("work/records/<uuid:record>/steps/<str:step>/", records.step, name="work-step"),
    path("work/records/<uuid:record>/door/", meetings.door, name="work-door"),
    path("work/records/<uuid:record>/door.svg", meetings.door_code, name="work-doorcode"),
    path("work/records/<uuid:record>/sign-in/", meetings.signing, name="work-signin"),
    path("work/files/<int:file>/", records.file_of, name="work-file"),
]
