"""What the engine says, and money, on pages of schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from banheng.core.money import format_yuan
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from banheng.core.findings import Finding, Severity

register = template.Library()


@register.filter
def say(said: Finding | Severity) -> str:
    """Say a finding, or how much it matters, in the language of the request."""
    return said.say(request_language())


@register.filter
def yuan(fen: int) -> str:
    """Write an amount with its sign, also a plus."""
    return ("+" if fen > 0 else "") + format_yuan(fen).replace("-", "−")


@register.filter
def amount(fen: int) -> str:
    """Write an amount without a sign."""
    return format_yuan(abs(fen))
