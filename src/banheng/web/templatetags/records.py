"""Records under a part of a score. In Python, since a page has hundreds, and a template takes far longer for each."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext

from banheng.core.points import UNITS
from banheng.web.templatetags.points import points, request_language
from banheng.web.templatetags.school_dates import school_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.template import Context
    from django.utils.safestring import SafeString

    from banheng.core.wording import Language
    from banheng.scoring.explanation.parts import RecordLine

register = template.Library()
_ANY = UUID(int=0)


@register.simple_tag(takes_context=True)
def record_lines(context: Context, lines: Iterable[RecordLine], *, is_nothing: bool = False) -> SafeString:
    """Write records as the items of a list."""
    write = _writer(context, is_nothing=is_nothing)
    return format_html_join("", "<li>{}</li>", ((write(line),) for line in lines))


@register.simple_tag(takes_context=True)
def record_line(context: Context, line: RecordLine) -> SafeString:
    """Write one record."""
    return _writer(context, is_nothing=False)(line)


def _writer(context: Context, *, is_nothing: bool) -> Callable[[RecordLine], SafeString]:
    language, may_see, photos = request_language(), context["may_see_records"], context["photos"]
    day_said = cache(partial(school_day, term=context["choice"].term))
    with_photo = format_html(' <span class="badge">{}</span>', gettext("有照片"))
    address = reverse("records-record", kwargs={"school": context["school"].code, "record": _ANY})

    def write(line: RecordLine) -> SafeString:
        day = day_said(line.day)
        if may_see:
            day = format_html('<a href="{}">{}</a>', address.replace(str(_ANY), str(line.id)), day)
        return format_html(
            "{} {}{}{}{}",
            day,
            gettext("查过，没有问题") if is_nothing else _seen(line, language),
            _aside(f"“{line.note}”") if may_see and line.note else "",
            _aside(line.recorder) if may_see and line.recorder else "",
            with_photo if may_see and line.id in photos else "",
        )

    return write


def _seen(line: RecordLine, language: Language) -> str:
    """Say what was seen and how much of it."""
    figure = ""
    if line.value is not None:
        figure = points(line.value)
    elif line.quantity != UNITS:
        figure = f"×{points(line.quantity)}"
    return " ".join(
        filter(None, [line.event.within(language), line.level.within(language), line.project, figure])
    )


@lru_cache(maxsize=256)
def _aside(text: str) -> SafeString:
    """Write what stands beside a record; mostly one of a few recorders."""
    return format_html(' <span class="text-secondary">{}</span>', text)
