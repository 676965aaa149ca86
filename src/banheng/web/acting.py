"""Do what a form asks for, and say what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext

from banheng.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse


def act(request: HttpRequest, form: Form, do: Callable[..., Any], *back: object) -> HttpResponse | None:
    """Do something with what a form says, and go to an address; None if the form has to be shown again.

    Args:
        do: given what was filled in, by name; refuses with `Refused`.
        back: the name of the address and what stands in it.
    """
    if not form.is_valid():
        return None
    try:
        do(**form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None
    messages.success(request, gettext("已记下。"))
    return redirect(*back)


def begin(
    request: HttpRequest, form: Form, make: Callable[..., Model], name: str, *place: object
) -> HttpResponse | None:
    """Make something of what a form says, and go to its page; None if the form has to be shown again.

    Args:
        make: given what was filled in, by name; refuses with `Refused`.
        name: of the address; its key stands behind `place`.
    """
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        made = make(**form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, refusal.reason)
        return None
    return redirect(name, *place, made.pk)
