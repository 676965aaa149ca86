from __future__ import annotations

from django.urls import path

from banheng.web.studios import gatherings, views

urlpatterns = [
    path("studios/", views.studios, name="studios"),
    path("studios/new/", views.new, name="studios-new"),
    path("studios/<int:studio>/", views.studio_page, name="studios-one"),
    path("studios/<int:studio>/charter/", views.charter, name="studios-charter"),
    path("studios/<int:studio>/apply/", views.apply_to, name="studios-apply"),
    path("studios/<int:studio>/goal/", views.goal_add, name="studios-goal"),
    path("studios/<int:studio>/activity/", views.activity_add, name="studios-activity"),
    path("studios/<int:studio>/fund/", views.fund_add, name="studios-fund"),
    path("studios/<int:studio>/review/", views.year_review, name="studios-review"),
    path("studios/<int:studio>/close/", views.close_one, name="studios-close"),
    path("studios/members/<int:member>/", views.member_page, name="studios-member"),
    path("studios/goals/<int:goal>/", views.goal_review, name="studios-reached"),
    path("studios/gatherings/new/", gatherings.new, name="studios-announce"),
    path("studios/gatherings/<int:gathering>/", gatherings.gathering_page, name="studios-gathering"),
    path(
        "studios/gatherings/<int:gathering>/contribute/", gatherings.contribute_to, name="studios-contribute"
    ),
    path("studios/gatherings/<int:gathering>/conclude/", gatherings.conclude_one, name="studios-conclude"),
    path("studios/contributions/<int:contribution>/mark/", gatherings.mark_one, name="studios-mark"),
]
