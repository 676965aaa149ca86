"""Amounts of money for people."""

from __future__ import annotations

from django import template

from banheng.core.money import format_yuan

register = template.Library()


@register.filter
def yuan(fen: int) -> str:
    """Write fen as yuan with two decimals, the minus as in print."""
    return format_yuan(fen).replace("-", "−")


@register.filter
def signed_yuan(fen: int) -> str:
    """Write fen as yuan with its sign, also a plus."""
    return f"+{yuan(fen)}" if fen > 0 else yuan(fen)
