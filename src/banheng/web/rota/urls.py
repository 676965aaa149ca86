from __future__ import annotations

from django.urls import path

from banheng.web.rota import making, posts, visits, weeks

urlpatterns = [
    path("rota/", weeks.rota, name="rota"),
    path("rota/make/", making.make, name="rota-make"),
    path("rota/make/preview/", making.preview, name="rota-preview"),
    path("rota/weeks/<str:monday>/", weeks.week, name="rota-week"),
    path("rota/weeks/<str:monday>/put/", weeks.put, name="rota-put"),
    path("rota/weeks/<str:monday>/pupil/", weeks.put_pupil, name="rota-pupil"),
    path("rota/weeks/<str:monday>/<int:duty>/swap/", weeks.swap, name="rota-swap"),
    path("rota/weeks/<str:monday>/<int:duty>/remove/", weeks.take_off, name="rota-take-off"),
    path("rota/weeks/<str:monday>/posts/<int:post>/remove/", weeks.leave_post, name="rota-leave-post"),
    path("rota/posts/", posts.posts, name="rota-posts"),
    path("rota/posts/new/", posts.new, name="rota-post-new"),
    path("rota/posts/<int:post>/", posts.change, name="rota-post"),
    path("rota/posts/<int:post>/retire/", posts.retire, name="rota-post-retire"),
    path("rota/visits/", visits.equal_visits, name="rota-visits"),
]
