from __future__ import annotations

from django.urls import path

from banheng.web.certificates import applications, own, register

ONE, APPLICATION = "certificates/<int:certificate>/", "certificates/applications/<int:application>/"

urlpatterns = [
    path("certificates/", own.certificates, name="certificates"),
    path("certificates/apply/", own.apply_for_own, name="certificates-apply"),
    path("certificates/applications/", applications.applications, name="certificates-applications"),
    path("certificates/applications/new/", applications.apply_for, name="certificates-applyfor"),
    path(APPLICATION, applications.application_page, name="certificates-application"),
    path(f"{APPLICATION}withdraw/", own.withdraw_own, name="certificates-withdraw"),
    path(f"{APPLICATION}screen/", applications.screen_one, name="certificates-screen"),
    path(f"{APPLICATION}assess/", applications.assess_one, name="certificates-assess"),
    path(f"{APPLICATION}decide/", applications.decide, name="certificates-decide"),
    path("certificates/register/", register.register, name="certificates-register"),
    path("certificates/register/<str:form>/", register.register_file, name="certificates-file"),
    path("certificates/settings/", register.settings, name="certificates-settings"),
    path(ONE, register.certificate_page, name="certificates-one"),
    path(f"{ONE}print/<str:form>/", register.printed, name="certificates-print"),
    path(f"{ONE}qr.svg", register.qr_code, name="certificates-qr"),
    path(f"{ONE}revoke/", register.revoke_one, name="certificates-revoke"),
]
