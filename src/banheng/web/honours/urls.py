from __future__ import annotations

from django.urls import path

from banheng.web.honours import awards, decisions, follow_ups, periods, wall

urlpatterns = [
    path("honours/", wall.wall, name="honours"),
    path("honours/periods/", periods.periods, name="honours-periods"),
    path("honours/periods/<int:sheet>/", periods.period_page, name="honours-period"),
    path("honours/periods/<int:sheet>/propose/", periods.propose_from, name="honours-propose"),
    path("honours/periods/<int:sheet>/nominate/", periods.nominate_for, name="honours-nominate"),
    path("honours/periods/<int:sheet>/award/", periods.award_chosen, name="honours-award"),
    path("honours/<int:honour>/", awards.honour_page, name="honours-one"),
    path("honours/<int:honour>/certificate/<str:form>/", awards.certificate_of, name="honours-certificate"),
    path("honours/<int:honour>/decide/", awards.decide, name="honours-decide"),
    path("honours/<int:honour>/revoke/", awards.take_back, name="honours-revoke"),
    path("honours/decisions/", decisions.decisions, name="honours-decisions"),
    path("follow-ups/", follow_ups.follow_ups, name="followups"),
    path("follow-ups/<int:follow_up>/", follow_ups.follow_up_page, name="followups-one"),
    path("follow-ups/<int:follow_up>/complete/", follow_ups.complete_one, name="followups-complete"),
    path("follow-ups/<int:follow_up>/postpone/", follow_ups.postpone_one, name="followups-postpone"),
    path("follow-ups/<int:follow_up>/cancel/", follow_ups.cancel_one, name="followups-cancel"),
]
