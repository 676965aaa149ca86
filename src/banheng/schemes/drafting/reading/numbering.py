"""Numbers that Word prints before paragraphs, and does not keep in their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEEPEST = 9
LONGEST_CHAIN = 20
DIGITS = "零一二三四五六七八九"
GREATEST_CIRCLED = 20


def chinese(number: int) -> str:
    """Write a number from 1 to 9999 in Chinese."""
    if not 0 < number < 10_000:
        return str(number)
    text, waiting = "", False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit = number // value % 10
        if digit:
            text += ("零" if waiting and text else "") + DIGITS[digit] + unit
        waiting = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def letters(number: int) -> str:
    """Write 1 as a, 27 as aa, as Word does."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, DEEPEST) if number > 0 else ""


def roman(number: int) -> str:
    """Write a small number in Roman figures."""
    text = ""
    for sign, value in (("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)):
        while number >= value and len(text) < LONGEST_CHAIN:
            text, number = text + sign, number - value
    return text


def write(number: int, form: str) -> str:
    """Write a number in one of the forms of Word."""
    if "Enclosed" in form and 0 < number <= GREATEST_CIRCLED and "Paren" not in form:
        return chr(ord("①") + number - 1)
    if form.startswith(("chinese", "japanese", "taiwanese", "ideograph")) and "Zodiac" not in form:
        return chinese(number)
    if form in {"lowerLetter", "upperLetter"}:
        return letters(number) if form == "lowerLetter" else letters(number).upper()
    if form in {"lowerRoman", "upperRoman"}:
        return roman(number) if form == "lowerRoman" else roman(number).upper()
    return "" if form in {"bullet", "none"} else str(number)


def _value(element: Element | None, name: str, default: str = "") -> str:
    found = element.find(f"{W}{name}") if element is not None else None
    return found.get(f"{W}val", default) if found is not None else default


def _whole(written: str, default: int = 0) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else default


class Numbering:
    """Counts the numbered paragraphs of a document, in its order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        lists = (
            {}
            if numbering is None
            else {
                element.get(f"{W}abstractNumId", ""): element for element in numbering.iter(f"{W}abstractNum")
            }
        )
        self.levels: dict[str, dict[int, Element]] = {}
        self.list_of: dict[str, str] = {}
        self.restarts: dict[str, dict[int, int]] = {}
        for number in () if numbering is None else numbering.iter(f"{W}num"):
            code = number.get(f"{W}numId", "")
            self.list_of[code] = _value(number, "abstractNumId")
            levels = self._levels_in(lists.get(self.list_of[code]))
            for override in number.iter(f"{W}lvlOverride"):
                level = _whole(override.get(f"{W}ilvl", ""))
                levels |= self._levels_in(override)
                if start := _value(override, "startOverride"):
                    self.restarts.setdefault(code, {})[level] = _whole(start, 1)
            self.levels[code] = levels
        self.styles = (
            {}
            if styles is None
            else {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
        )
        self.counts: dict[str, dict[int, int]] = {}

    @staticmethod
    def _levels_in(parent: Element | None) -> dict[int, Element]:
        if parent is None:
            return {}
        return {_whole(level.get(f"{W}ilvl", "")): level for level in parent.iter(f"{W}lvl")}

    def marker(self, paragraph: Element) -> str:
        """Count a paragraph, and give what is printed before it; nothing if it has no number."""
        code, depth = self._numbered(paragraph)
        levels = self.levels.get(code, {})
        if depth not in levels or depth >= DEEPEST:
            return ""
        counts = self.counts.setdefault(self.list_of[code], {})
        start = self.restarts.get(code, {}).pop(depth, None)
        counts[depth] = (
            counts[depth] + 1
            if depth in counts and start is None
            else (start if start is not None else _whole(_value(levels[depth], "start"), 1))
        )
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        text = _value(levels[depth], "lvlText")
        for level in range(DEEPEST):
            if f"%{level + 1}" in text and level in levels:
                number = counts.get(level, _whole(_value(levels[level], "start"), 1))
                text = text.replace(
                    f"%{level + 1}", write(number, _value(levels[level], "numFmt", "decimal"))
                )
        return "" if _value(levels[depth], "numFmt") == "bullet" else text

    def _numbered(self, paragraph: Element) -> tuple[str, int]:
        """Find the list and depth of a paragraph: its own, or that of its style or of one the style rests on."""
        properties = paragraph.find(f"{W}pPr")
        code, depth = self._own(properties)
        style = _value(properties, "pStyle")
        for _ in range(LONGEST_CHAIN):
            if code or not style or style not in self.styles:
                break
            code, depth = self._own(self.styles[style].find(f"{W}pPr"))
            style = _value(self.styles[style], "basedOn")
        return code, depth

    @staticmethod
    def _own(properties: Element | None) -> tuple[str, int]:
        numbered = properties.find(f"{W}numPr") if properties is not None else None
        return _value(numbered, "numId"), _whole(_value(numbered, "ilvl"))
