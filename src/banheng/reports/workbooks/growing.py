"""Repeat rows of a sheet so that everything that knew of rows still means the same: openpyxl moves only cells."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from openpyxl.formula.translate import Translator
from openpyxl.worksheet.cell_range import CellRange

from banheng.reports.workbooks.references import Growth

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from banheng.reports.workbooks.references import Block


def repeat(book: Workbook, sheet: Worksheet, block: Block, times: int) -> None:
    """Make the rows of a block stand `times` times, with formats, merged cells and formulas; what is below moves down."""
    growth = Growth(sheet.title, block, block.height * (times - 1))
    if growth.by == 0:
        return
    _move_cells(sheet, growth)
    _move_heights(sheet, growth)
    _move_pictures(sheet, growth)
    _grow_formulas(book, sheet, growth)
    _grow_areas(sheet, growth)
    pattern = [list(row) for row in sheet.iter_rows(min_row=block.first, max_row=block.last)]
    merged = [area for area in sheet.merged_cells.ranges if area.min_row in block and area.max_row in block]
    for start in block.copies(times)[1:]:
        down = start - block.first
        for row in pattern:
            for cell in row:
                _copy(cell, sheet.cell(cell.row + down, cell.column))
            number = row[0].row
            sheet.row_dimensions[number + down].height = sheet.row_dimensions[number].height
        for area in merged:
            left, top, right, bottom = area.bounds
            sheet.merge_cells(
                start_column=left, start_row=top + down, end_column=right, end_row=bottom + down
            )


def _copy(source: Cell, target: Cell) -> None:
    if source.has_style:
        target._style = copy.copy(source._style)  # noqa: SLF001 - openpyxl has no other way to copy a style
    value = source.value
    if isinstance(value, str) and value.startswith("="):
        value = Translator(value, origin=source.coordinate).translate_formula(target.coordinate)
    if value is not None:
        target.value = value


def _move_cells(sheet: Worksheet, growth: Growth) -> None:
    last, by = growth.block.last, growth.by
    below = [area for area in sheet.merged_cells.ranges if area.min_row > last]
    around = [area for area in sheet.merged_cells.ranges if area.min_row <= last < area.max_row]
    for area in below + around:
        sheet.merged_cells.remove(area)
    if sheet.max_row > last:
        sheet.move_range(
            CellRange(f"A{last + 1}:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}"), rows=by
        )
    for area in below:
        area.shift(row_shift=by)
    for area in around:
        area.expand(down=by)
    for area in below + around:
        sheet.merged_cells.add(area)


def _move_heights(sheet: Worksheet, growth: Growth) -> None:
    last = growth.block.last
    heights = {row: kept.height for row, kept in sheet.row_dimensions.items() if row > last and kept.height}
    for row in heights:
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row + growth.by].height = height


def _move_pictures(sheet: Worksheet, growth: Growth) -> None:
    for picture in sheet._images:  # noqa: SLF001 - openpyxl lists pictures nowhere else
        corners = [getattr(picture.anchor, name, None) for name in ("_from", "to")]
        for corner in filter(None, corners):
            if corner.row >= growth.block.last:  # counted from 0
                corner.row += growth.by


def _grow_formulas(book: Workbook, grown: Worksheet, growth: Growth) -> None:
    for sheet in book.worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str) and cell.value.startswith("="):
                is_own = sheet is grown
                cell.value = growth.formula(
                    cell.value, is_own=is_own, is_inside=is_own and cell.row in growth.block
                )


def _grow_areas(sheet: Worksheet, growth: Growth) -> None:
    """Let what is printed, filtered, coloured by rules or chosen from lists reach over the new rows."""
    if sheet.print_area:
        sheet.print_area = growth.reference(sheet.print_area.rpartition("!")[2])
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = growth.reference(sheet.auto_filter.ref)
    for choice in sheet.data_validations.dataValidation:
        choice.sqref = type(choice.sqref)(_each(str(choice.sqref), growth))
    coloured = [(str(area.sqref), area.rules) for area in sheet.conditional_formatting]
    sheet.conditional_formatting = type(sheet.conditional_formatting)()
    for areas, rules in coloured:
        for rule in rules:
            sheet.conditional_formatting.add(_each(areas, growth), rule)


def _each(areas: str, growth: Growth) -> str:
    """Stretch areas; a cell of the block alone becomes a column of cells."""
    spans = (area if ":" in area else f"{area}:{area}" for area in areas.split())
    return " ".join(growth.reference(span) for span in spans)
