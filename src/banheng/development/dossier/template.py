"""The workbook to fill in with facts about many teachers."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext

from banheng.development.dossier.asking import ASKED
from banheng.development.dossier.importing import COLUMNS, COUNTED
from banheng.development.dossier.vocabulary import vocabulary_of
from banheng.development.models import Fact

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import School

LAST_ROW = 5_000


def facts_template(school: School, day: date) -> bytes:
    """Write the columns, and on a second sheet what may stand in them for each kind."""
    vocabulary = vocabulary_of(school, day)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(gettext("成长档案"))
        sheet.freeze_panes(1, 0)
        for position, column in enumerate(COLUMNS):
            sheet.write_string(0, position, column.zh[0] + "*" * column.required, head)
            sheet.set_column(position, position, 14, text)
        kinds = [kind.label for kind in Fact.Kind]
        place = [column.name for column in COLUMNS].index("kind")
        sheet.data_validation(
            1, place, LAST_ROW, place, {"validate": "list", "source": list(map(str, kinds))}
        )
        explained = book.add_worksheet(gettext("填写说明"))
        explained.set_column(0, 2, 28)
        rows = [(gettext("类别"), gettext("列"), gettext("可以填"))]
        zh = {column.name: column.zh[0] for column in COLUMNS}
        for kind in Fact.Kind:
            for ask in ASKED[kind]:
                words = "、".join(word for _, word in ask.words_for(kind, vocabulary))
                named = zh["counted" if ask.name in COUNTED else ask.name]
                rows.append((str(kind.label), named + "*" * ask.required, words))
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                explained.write_string(number, position, cell, head if number == 0 else None)
    return out.getvalue()
