"""Fill in a filing; every change of a figure is kept."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext

from banheng.balance.exact import read_exact
from banheng.balance.schools import LEVELS_OF, Level
from banheng.balance.splitting import Division
from banheng.bureau.collecting.columns import FACTS
from banheng.bureau.collecting.figures import Field, all_columns
from banheng.bureau.collecting.models import Collection, FigureChange, Filing
from banheng.bureau.errors import BureauRefused
from banheng.core.errors import MalformedNumber
from banheng.spreadsheets.balance_columns import AREAS, RUNNERS, TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.spreadsheets.names import Names

MOST_LETTERS = 60
WORDS: Mapping[str, Names[Any]] = {"type": TYPES, "runner": RUNNERS, "area": AREAS}


def fields_of(collection: Collection, cells: Mapping[str, str]) -> list[Field]:
    """List the cells that a school of such a type fills in; none before the type is known."""
    levels = levels_of(cells)
    found: list[Field] = []
    for stock in collection.stocks if levels else ():
        if stock.division is Division.BY_LEVEL and len(levels) > 1:
            found += [Field(f"{stock.code}_{level}", stock, level) for level in levels]
        else:
            found.append(Field(stock.code, stock, None))
    return found


def levels_of(cells: Mapping[str, str]) -> tuple[Level, ...]:
    """List the levels of a school of such a type."""
    kinds = TYPES.find(cells.get("type", ""))
    return LEVELS_OF[kinds[0]] if kinds else ()


@transaction.atomic
def fill_in(
    filing: Filing,
    given: Mapping[str, str],
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
) -> int:
    """Take over cells that were given, and tell how many have changed; an empty one is no longer known.

    Raises:
        BureauRefused: the filing is handed in, or the year is locked and no reason is given.
    """
    kept = Filing.objects.select_for_update().select_related("collection").get(pk=filing.pk)
    if not kept.is_open:
        raise BureauRefused("closed", gettext("数据已经报送，不能再改。请先由教育局退回。"))
    is_locked = kept.collection.is_locked
    known = all_columns(kept.collection.stocks)
    new = {column: tidy(column, text) for column, text in given.items() if column in known}
    changed = [column for column, text in new.items() if text != kept.cells.get(column, "")]
    if changed and is_locked and not reason.strip():
        raise BureauRefused("reason", gettext("本年度数据已经锁定，每处更正都要写明原因。"))
    FigureChange.objects.bulk_create(
        FigureChange(
            filing=kept,
            column=column,
            old=kept.cells.get(column, ""),
            new=new[column],
            reason=reason.strip(),
            after_lock=is_locked,
            by=by,
            at=at,
        )
        for column in changed
    )
    kept.cells = {column: text for column, text in {**kept.cells, **new}.items() if text}
    kept.save(update_fields=["cells"])
    filing.cells = kept.cells
    return len(changed)


def tidy(column: str, text: str) -> str:
    """Write a cell in the one way it is kept: words as codes, figures without separators.

    What cannot be read stays as it is, so that it can be pointed out.
    """
    plain = unicodedata.normalize("NFKC", text).strip()[:MOST_LETTERS]
    if column in WORDS:
        kinds = WORDS[column].find(plain)
        return str(kinds[0]) if kinds else plain
    if column in FACTS or not plain:
        return plain
    try:
        exact = read_exact(plain)
    except MalformedNumber:
        return plain
    if exact.denominator == 1:
        return str(exact)
    return plain.replace(",", "").removesuffix("%")
