from __future__ import annotations

from django import template

from banheng.schools import dates

register = template.Library()
register.filter("short_day", dates.short_day)
register.filter("week_day", dates.week_day)
register.filter("school_day", dates.school_day)
register.filter("period_name", dates.period_name)
