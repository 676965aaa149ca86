"""Whom a record is about: the class or teacher of the roster that a row names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check, Fault
from banheng.spreadsheets.names import Names, key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.core.periods import Period
    from banheng.scoring.roster import Posting

NOBODY_NAMED = Check(
    "input.E021",
    Wording(
        "班级和教师都没有填。请至少填一项。",
        "neither class nor teacher is given. Fill in at least one of them.",
    ),
)
UNKNOWN_CLASS = Check(
    "input.E022",
    Wording("花名册里没有班级“{found}”，请核对。", "the roster has no class '{found}'. Check it."),
)
AMBIGUOUS_CLASS = Check(
    "input.E023",
    Wording(
        "有几个班级都叫“{found}”：{codes}。请填班级代码，或填写学校一列。",
        "several classes are called '{found}': {codes}. Give the class code, or the school.",
    ),
)
UNKNOWN_TEACHER = Check(
    "input.E024",
    Wording(
        "花名册里没有工号“{found}”，请核对。这一列填工号，不填姓名。",
        "the roster has no teacher code '{found}'. Check it; names are not accepted here.",
    ),
)
TEACHER_NOT_IN_POST = Check(
    "input.E025",
    Wording(
        "教师 {teacher} 在本周期（{first} 至 {last}）没有任职。请核对工号或花名册。",
        "teacher {teacher} has no class between {first} and {last}. Check the code or the roster.",
    ),
)
SEVERAL_CLASSES = Check(
    "input.E026",
    Wording(
        "教师 {teacher} 在本周期有几个班级：{codes}。请填写班级一列。",
        "teacher {teacher} has several classes in the period: {codes}. Fill in the class.",
    ),
)
NOBODY_IN_POST = Check(
    "input.E027",
    Wording(
        "{day} 班级 {school_class} 无人任职，记录无人承担。请核对日期或花名册的起止日期。",
        "on {day} nobody is in post for class {school_class}. Check the date, or the dates in the roster.",
    ),
)
NOT_THE_TEACHER = Check(
    "input.E028",
    Wording(
        "教师 {teacher} 在本周期（{first} 至 {last}）不担任班级 {school_class}。请核对两列，只记班级的可以不填教师。",
        "teacher {teacher} does not have class {school_class} between {first} and {last}. Check both, or leave the teacher out.",
    ),
)
UNKNOWN_SCHOOL = Check(
    "input.E029",
    Wording(
        "花名册里没有学校“{found}”，请核对，或在花名册填写学校一列。",
        "the roster has no school '{found}'. Check it, or fill in the schools of the roster.",
    ),
)


class Found(NamedTuple):
    """Codes of the roster, and what is wrong."""

    school: str = ""
    school_class: str = ""
    teacher: str = ""
    faults: tuple[Fault, ...] = ()


class People:
    """The roster, looked up as files name it."""

    def __init__(self, postings: Sequence[Posting], span: Period) -> None:
        """Take the roster, and the days that may be recorded."""
        self._span = span
        self._of_class: dict[tuple[str, str], list[Posting]] = defaultdict(list)
        self._of_teacher: dict[str, list[Posting]] = defaultdict(list)
        in_school: dict[str, list[Posting]] = defaultdict(list)
        for posting in postings:
            self._of_class[posting.school, posting.school_class].append(posting)
            self._of_teacher[key(posting.teacher)].append(posting)
            in_school[posting.school].append(posting)
        self._schools = Names((school, "", school) for school in in_school)
        self._classes = _class_names(postings)
        self._classes_in = {school: _class_names(own) for school, own in in_school.items()}

    def find_school(self, text: str) -> str | Fault:
        """Find a school; without one, the only school of the roster, or "" for any."""
        if not text:
            return self._schools.words[0] if len(self._schools.words) == 1 else ""
        found = self._schools.find(text)
        return (
            found[0]
            if found
            else UNKNOWN_SCHOOL.wrong("school", text, list(filter(None, self._schools.words)))
        )

    def find(self, school: str, school_class: str, teacher: str, day: date | None) -> Found:
        """Find the class (and teacher) that a row names; without a day it is not checked who is in post."""
        in_school = self.find_school(school)
        if isinstance(in_school, Fault):
            return Found(faults=(in_school,))
        if school_class:
            return self._of_class_named(in_school, school_class, teacher, day)
        if teacher:
            return self._of_teacher_named(in_school, teacher, day)
        return Found(faults=(NOBODY_NAMED.fault("class"),))

    def find_void(self, school: str) -> Found:
        """Find the school of a void; class and teacher are those of the record it voids."""
        in_school = self.find_school(school)
        return Found(faults=(in_school,)) if isinstance(in_school, Fault) else Found(in_school)

    def _of_class_named(self, school: str, text: str, teacher: str, day: date | None) -> Found:
        names = self._classes_in.get(school, self._classes)
        found = names.find(text)
        if not found:
            return Found(faults=(UNKNOWN_CLASS.wrong("class", text, names.words),))
        if len(found) > 1:
            codes = "、".join(" ".join(filter(None, place)) for place in found)
            return Found(faults=(AMBIGUOUS_CLASS.fault("class", found=text, codes=codes),))
        place = found[0]
        if teacher:
            return self._teacher_of(place, teacher)
        if day is not None and not any(posting.holds_on(day) for posting in self._of_class[place]):
            fault = NOBODY_IN_POST.fault("class", day=day.isoformat(), school_class=place[1])
            return Found(faults=(fault,))
        return Found(*place)

    def _teacher_of(self, place: tuple[str, str], text: str) -> Found:
        if key(text) not in self._of_teacher:
            return Found(faults=(self._unknown_teacher(text),))
        for posting in self._of_class[place]:
            if key(posting.teacher) == key(text) and self._is_in_period(posting):
                return Found(*place, posting.teacher)
        return Found(
            faults=(NOT_THE_TEACHER.fault("teacher", teacher=text, school_class=place[1], **self._days),)
        )

    def _of_teacher_named(self, school: str, text: str, day: date | None) -> Found:
        known = self._of_teacher.get(key(text), [])
        postings = [posting for posting in known if not school or posting.school == school]
        if not postings:
            return Found(faults=(self._unknown_teacher(text),))
        postings = [posting for posting in postings if self._is_in_period(posting)]
        if not postings:
            return Found(faults=(TEACHER_NOT_IN_POST.fault("teacher", teacher=text, **self._days),))
        places = _places(postings)
        if len(places) > 1 and day is not None:
            places = _places([posting for posting in postings if posting.holds_on(day)]) or places
        if len(places) > 1:
            codes = "、".join(" ".join(filter(None, place)) for place in places)
            return Found(faults=(SEVERAL_CLASSES.fault("class", teacher=text, codes=codes),))
        return Found(*places[0], postings[0].teacher)

    def _unknown_teacher(self, text: str) -> Fault:
        codes = [postings[0].teacher for postings in self._of_teacher.values()]
        named = [p[0].teacher for p in self._of_teacher.values() if key(p[0].teacher_name) == key(text)]
        return UNKNOWN_TEACHER.wrong("teacher", text, named or codes)

    def _is_in_period(self, posting: Posting) -> bool:
        first, last = posting.first or self._span.first, posting.last or self._span.last
        return first <= self._span.last and last >= self._span.first

    @property
    def _days(self) -> dict[str, str]:
        return {"first": self._span.first.isoformat(), "last": self._span.last.isoformat()}


def _class_names(postings: Sequence[Posting]) -> Names[tuple[str, str]]:
    return Names((p.school_class, p.class_name, (p.school, p.school_class)) for p in postings)


def _places(postings: Sequence[Posting]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((posting.school, posting.school_class) for posting in postings))
