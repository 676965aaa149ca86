"""Workbooks in a school's own layout, to be filled with results."""

from banheng.reports.models.report_template import ReportTemplate

__all__ = ["ReportTemplate"]
