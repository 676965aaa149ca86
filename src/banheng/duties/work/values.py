"""Check what somebody wrote into a form, and give it as it is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from banheng.duties.errors import WorkRefused
from banheng.routines.work_form import OF_PUPILS, FieldKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banheng.routines.work_form import FormField, WorkForm

LONGEST_LINE = 200
LONGEST_TEXT = 5000
GREATEST_NUMBER = 1_000_000
MOST_SEATS = 30
ALIKE = 0.9
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def values_of(
    form: WorkForm, said: Mapping[str, Any], *, pupils: Mapping[int, str], staff: Mapping[int, str]
) -> dict[str, Any]:
    """Take what was said, field by field; empty fields are left out.

    Args:
        said: by code of the field: texts, lists of texts, and for fields about each pupil texts by key.
        pupils, staff: who may be named: names by key.

    Raises:
        WorkRefused: with a sentence for each field that cannot be taken.
    """
    taken, faults = {}, {}
    reader = _Reader(pupils, staff)
    for field in form.fields:
        try:
            value = reader.read(field, said.get(field.code))
        except ValueError as fault:
            faults[field.code] = str(fault)
            continue
        if value in (None, "", [], {}):
            if field.required and field.kind is not FieldKind.MARKS:
                faults[field.code] = gettext("请填写“%(field)s”。") % {"field": field.name}
            continue
        taken[field.code] = value
    if faults:
        raise WorkRefused("faults", gettext("还有几处要改，没有保存。"), faults)
    return taken


def pupils_in(form: WorkForm, content: Mapping[str, Any]) -> set[int]:
    """List the keys of the pupils who stand in a content."""
    found: set[int] = set()
    for field in form.fields:
        if field.kind in OF_PUPILS and field.code in content:
            found |= {int(key) for key in content[field.code]}
    return found


def staff_in(form: WorkForm, content: Mapping[str, Any], *fields: str) -> set[int]:
    """List the keys of the colleagues whom fields name; all fields of colleagues if none is given."""
    codes = [field.code for field in form.fields if field.kind is FieldKind.STAFF]
    return {key for code in codes if not fields or code in fields for key in content.get(code, [])}


def alike(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """List pairs of keys whose texts are nearly the same."""
    pairs = []
    for (one, first), (other, second) in combinations(texts.items(), 2):
        matcher = SequenceMatcher(None, first, second, autojunk=False)
        if (
            matcher.real_quick_ratio() >= ALIKE
            and matcher.quick_ratio() >= ALIKE
            and matcher.ratio() >= ALIKE
        ):
            pairs.append((one, other))
    return pairs


class _Reader:
    """Reads one field after the other; a fault is a ValueError with the sentence for people."""

    def __init__(self, pupils: Mapping[int, str], staff: Mapping[int, str]) -> None:
        self.pupils, self.staff = pupils, staff

    def read(self, field: FormField, said: Any) -> Any:
        return getattr(self, f"_{field.kind}")(field, said)

    def _line(self, _field: FormField, said: Any) -> str:
        return _short(said, LONGEST_LINE)

    def _text(self, _field: FormField, said: Any) -> str:
        return _short(said, LONGEST_TEXT)

    def _number(self, _field: FormField, said: Any) -> int | None:
        text = _one(said)
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or int(text) > GREATEST_NUMBER:
            raise ValueError(gettext("请填 0 以上的整数，例如 40。"))
        return int(text)

    def _day(self, _field: FormField, said: Any) -> str:
        text = _one(said)
        if not text:
            return ""
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise ValueError(gettext("请填日期，例如 2026-10-21。")) from None

    def _clock(self, _field: FormField, said: Any) -> str:
        text = _one(said)
        if text and not _CLOCK.fullmatch(text):
            raise ValueError(gettext("请填时间，例如 14:30。"))
        return text

    def _choice(self, field: FormField, said: Any) -> str:
        text = _one(said)
        _refuse_others([text] if text else [], field.options)
        return text

    def _choices(self, field: FormField, said: Any) -> list[str]:
        chosen = [text for text in _many(said) if text]
        _refuse_others(chosen, field.options)
        return [option for option in field.options if option in chosen]

    def _yes_no(self, _field: FormField, said: Any) -> bool | None:
        text = _one(said)
        if text not in {"", "yes", "no"}:
            raise ValueError(gettext("请选“是”或“否”。"))
        return {"yes": True, "no": False}.get(text)

    def _pupils(self, _field: FormField, said: Any) -> list[int]:
        return _keys(_many(said), self.pupils, gettext("选了不在这个班的学生。请刷新页面再选。"))

    def _staff(self, _field: FormField, said: Any) -> list[int]:
        return _keys(_many(said), self.staff, gettext("选了不在本校的教职工。请刷新页面再选。"))

    def _marks(self, field: FormField, said: Any) -> dict[str, str]:
        marks = self._by_pupil(said)
        _refuse_others(marks.values(), field.options)
        return {key: mark for key, mark in marks.items() if mark != field.options[0]}

    def _texts(self, field: FormField, said: Any) -> dict[str, str]:
        texts = {key: _short(text, LONGEST_TEXT) for key, text in self._by_pupil(said).items()}
        if field.differ and (same := self._same(texts)):
            raise ValueError(gettext("%(pupils)s的内容完全相同。请写出各自的特点。") % {"pupils": same})
        return texts

    def _seats(self, _field: FormField, said: Any) -> dict[str, list[int]]:
        seats: dict[str, list[int]] = {}
        for key, text in self._by_pupil(said).items():
            row, _, place = text.partition("-")
            if not (_is_seat(row) and _is_seat(place)):
                raise ValueError(
                    gettext("%(pupil)s的座位请写成“排-座”，例如 3-2，最大 %(most)d。")
                    % {"pupil": self.pupils[int(key)], "most": MOST_SEATS}
                )
            seats[key] = [int(row), int(place)]
        taken = defaultdict(list)
        for key, seat in seats.items():
            taken[tuple(seat)].append(self.pupils[int(key)])
        if twice := next((names for names in taken.values() if len(names) > 1), None):
            raise ValueError(gettext("%(pupils)s的座位相同。") % {"pupils": gettext("、").join(twice)})
        return seats

    def _by_pupil(self, said: Any) -> dict[str, str]:
        if said is None:
            return {}
        if not isinstance(said, dict):
            raise ValueError(gettext("没有读懂。请刷新页面再填。"))  # noqa: TRY004 - a fault for people
        keys = _keys(list(said), self.pupils, gettext("填了不在这个班的学生。请刷新页面再填。"))
        return {str(key): text for key in keys if (text := _one(said[str(key)]))}

    def _same(self, texts: Mapping[str, str]) -> str:
        pupils = defaultdict(list)
        for key, text in texts.items():
            pupils[text].append(self.pupils[int(key)])
        return next((gettext("、").join(names) for names in pupils.values() if len(names) > 1), "")


def _one(said: Any) -> str:
    if isinstance(said, list):
        said = said[0] if said else ""
    return str(said or "").strip()


def _many(said: Any) -> list[str]:
    if said is None:
        return []
    return [str(one).strip() for one in (said if isinstance(said, list) else [said])]


def _short(said: Any, longest: int) -> str:
    text = _one(said).replace("\r\n", "\n")
    if len(text) > longest:
        raise ValueError(
            gettext("最多 %(most)d 个字，现在有 %(number)d 个。请缩短。")
            % {"most": longest, "number": len(text)}
        )
    if "\0" in text:
        raise ValueError(gettext("有不能保存的字符。请重新输入。"))
    return text


def _keys(said: Sequence[str], known: Mapping[int, str], refusal: str) -> list[int]:
    keys = [int(text) if text.isascii() and text.isdigit() else -1 for text in said if text]
    if any(key not in known for key in keys):
        raise ValueError(refusal)
    return list(dict.fromkeys(keys))


def _refuse_others(said: Iterable[str], options: Sequence[str]) -> None:
    if other := next((text for text in said if text not in options), None):
        raise ValueError(
            gettext("没有“%(other)s”这个选项。可选：%(options)s。")
            % {"other": other[:20], "options": gettext("、").join(options)}
        )


def _is_seat(text: str) -> bool:
    return text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_SEATS
