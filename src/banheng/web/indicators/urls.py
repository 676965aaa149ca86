from __future__ import annotations

from django.urls import path

from banheng.web.indicators import below, cards, conditions, county, report, supposing

urlpatterns = [
    path("indicators/", county.county, name="indicators"),
    path("indicators/verdict/", conditions.verdict, name="indicators-verdict"),
    path("indicators/verdict/answer/", conditions.answer, name="indicators-answer"),
    path("indicators/whatif/", supposing.whatif, name="indicators-whatif"),
    path("indicators/below/", below.below, name="indicators-below"),
    path("indicators/report/<slug:form>/", report.report, name="indicators-report"),
    path("indicators/one/<slug:code>/", cards.indicator, name="indicators-one"),
    path("indicators/school/<slug:school>/", cards.school, name="indicators-school"),
]
