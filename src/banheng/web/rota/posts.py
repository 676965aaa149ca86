"""The posts: what their inspectors look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.roles import Permission
from banheng.ledger.models import Post
from banheng.web.loading import school_page
from banheng.web.rota.forms import PostForm, item_names
from banheng.web.rota.loading import load_post

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.EDIT_ROTA)
@require_GET
def posts(request: HttpRequest, access: Access) -> HttpResponse:
    """List the posts in use."""
    names = item_names(access.school, access.day)
    rows = [
        (post, [names.get(code, code) for code in post.items])
        for post in Post.objects.filter(school=access.school, retired=False).prefetch_related("grades")
    ]
    return render(request, "rota/posts.html", {"tab": "posts", "rows": rows, "has_items": bool(names)})


@school_page(Permission.EDIT_ROTA)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a post."""
    initial = (
        {"name": gettext("值周检查")} if not Post.objects.filter(school=access.school).exists() else None
    )
    return _edit(request, access, Post(school=access.school), initial)


@school_page(Permission.EDIT_ROTA)
def change(request: HttpRequest, access: Access, post: int) -> HttpResponse:
    """Change a post; it holds from now on, also for weeks that are planned."""
    return _edit(request, access, load_post(access, post))


@school_page(Permission.EDIT_ROTA)
@require_POST
def retire(request: HttpRequest, access: Access, post: int) -> HttpResponse:
    """Use a post no more; weeks in which it was manned keep it."""
    found = load_post(access, post)
    found.retired = True
    found.save(update_fields=["retired"])
    messages.success(request, gettext("“%(name)s”不再用于新的安排。") % {"name": found})
    return redirect("rota-posts", school=access.school.code)


def _edit(
    request: HttpRequest, access: Access, post: Post, initial: dict[str, str] | None = None
) -> HttpResponse:
    form = PostForm(request.POST or None, instance=post, access=access, initial=initial)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("岗位“%(name)s”已保存。") % {"name": post})
        return redirect("rota-posts", school=access.school.code)
    return render(request, "rota/post.html", {"tab": "posts", "form": form, "post": post})
