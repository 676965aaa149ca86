from __future__ import annotations

from django.urls import path

from banheng.web.duties import doing, packs

urlpatterns = [
    path("duties/", packs.duties, name="duties"),
    path("duties/ceiling/", packs.ceiling, name="duties-ceiling"),
    path("duties/new/", packs.new, name="duties-new"),
    path("duties/<int:version>/", packs.version_page, name="duties-version"),
    path("duties/<int:version>/stop/", packs.stop_version, name="duties-stop"),
    path("duties/<int:version>/<str:duty>/do/", doing.do_duty, name="duties-do"),
    path("duties/done/<int:done>/take-back/", doing.take_back_done, name="duties-take-back"),
]
