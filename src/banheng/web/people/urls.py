from __future__ import annotations

from django.urls import path

from banheng.web.people import factors, listing, opening, passes, person, roles

urlpatterns = [
    path("people/", listing.people, name="people"),
    path("people/new/", opening.new, name="people-new"),
    path("people/open/", opening.open_all, name="people-open"),
    path("people/factors/", factors.factors, name="people-factors"),
    path("people/<int:user>/", person.person, name="people-person"),
    path("people/<int:user>/grant/", roles.grant, name="people-grant"),
    path("people/<int:user>/end/<int:grant>/", roles.end, name="people-end"),
    path("people/<int:user>/password/", person.password, name="people-password"),
    path("people/<int:user>/factor/", person.factor, name="people-factor"),
    path("people/<int:user>/sign-out/", person.sign_out, name="people-sign-out"),
    path("people/<int:user>/deactivate/", person.deactivate, name="people-deactivate"),
    path("people/<int:user>/activate/", person.activate, name="people-activate"),
    path("passes/", passes.passes, name="people-passes"),
    path("passes/<int:number>/code.svg", passes.code, name="people-pass-code"),
    path("passes/<int:number>/revoke/", passes.revoke, name="people-pass-revoke"),
]
