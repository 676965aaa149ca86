"""A school's own workbook with placeholders."""

from __future__ import annotations

from banheng.reports.errors import TemplateRefused
from banheng.reports.workbooks.filling import check_template
from banheng.schemes.library import library_path
from banheng.schemes.loading import load_scheme
from fuzz.evidence import workbook
from fuzz.reader import Reader, in_archive, members_of

SCHEMES = [load_scheme(library_path("primary-month") / "scheme.yaml").scheme]
BOOK = workbook("班级,总分\n{{班级}},{{总分}}\n=SUM(B2:B2),x")

READER = Reader(
    lambda content: check_template(in_archive(BOOK, content), SCHEMES), (TemplateRefused,), members_of(BOOK)
)
