from __future__ import annotations

from django.urls import path

from banheng.web.board import views

urlpatterns = [
    path("board/", views.board, name="board"),
    path("board/<str:scheme>/<str:period>/", views.notice, name="board-notice"),
    path("board/<str:scheme>/<str:period>/seen/", views.seen, name="board-seen"),
]
