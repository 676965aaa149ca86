"""Days and periods as schools say them, for templates."""

from __future__ import annotations

from django import template

from banheng.schools.saying_dates import period_name, school_day, short_day, week_day

register = template.Library()
for said in (short_day, week_day, school_day, period_name):
    register.filter(said)
