from __future__ import annotations

from django.urls import path

from banheng.web.posts import changes, competing, people, rounds, screening, team

urlpatterns = [
    path("posts/", rounds.listing, name="posts"),
    path("posts/new/", rounds.new, name="posts-new"),
    path("posts/<int:number>/", rounds.round_page, name="posts-round"),
    path("posts/<int:number>/apply/", rounds.apply_for, name="posts-apply"),
    path("posts/<int:number>/recommend/", rounds.recommend_one, name="posts-recommend"),
    path("posts/<int:number>/object/", rounds.object_to_list, name="posts-object"),
    path("posts/<int:number>/finish/", rounds.finish, name="posts-finish"),
    path("posts/<int:number>/cancel/", rounds.cancel, name="posts-cancel"),
    path("posts/<int:number>/panel/", competing.panel, name="posts-panel"),
    path("posts/<int:number>/marks/", competing.marks, name="posts-marks"),
    path("posts/<int:number>/results/", competing.results, name="posts-results"),
    path("posts/applicants/<int:number>/withdraw/", rounds.withdraw_one, name="posts-withdraw"),
    path("posts/applicants/<int:number>/screen/", screening.screen_one, name="posts-screen"),
    path("posts/applicants/<int:number>/waive/", screening.waive_one, name="posts-waive"),
    path("posts/applicants/<int:number>/decide/", screening.decide_one, name="posts-decide"),
    path("posts/objections/<int:number>/answer/", screening.answer_one, name="posts-answer"),
    path("posts/people/", people.listing, name="posts-people"),
    path("posts/people/appoint/", people.appoint_one, name="posts-appoint"),
    path("posts/changes/", changes.listing, name="posts-changes"),
    path("posts/changes/resign/", changes.resign, name="posts-resign"),
    path("posts/changes/ask/", changes.ask, name="posts-ask"),
    path("posts/changes/<int:number>/", changes.change_page, name="posts-change"),
    path("posts/changes/<int:number>/hear/", changes.hear_one, name="posts-hear"),
    path("posts/changes/<int:number>/decide/", changes.decide_one, name="posts-change-decide"),
    path("posts/rest/", team.rest, name="posts-rest"),
    path("posts/rest/<int:staff>/allowance/", team.allowance, name="posts-allowance"),
    path("posts/workload/", team.workload_page, name="posts-workload"),
    path("posts/workload/figures/", team.figures, name="posts-figures"),
    path("posts/workload/norm/", team.norm, name="posts-norm"),
    path("posts/structure/<str:form>/", team.structure, name="posts-structure"),
]
