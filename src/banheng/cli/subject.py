"""Find whom `--subject` names."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from banheng.cli.refusing import refuse
from banheng.core.wording import Wording
from banheng.spreadsheets.names import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.scoring.subjects import Subject

UNKNOWN_SUBJECT = Wording(
    "没有“{found}”。请写班级名称、班级代码、教师姓名、教师工号，或“班级/工号”。",
    "there is no '{found}'. Give a class name, class code, teacher name, teacher code, or class/teacher.",
)
CONTAINING = Wording("含有这几个字的：{choices}。", " These contain it: {choices}.")
MOST_CHOICES = 10
SEVERAL_SUBJECTS = Wording(
    "“{found}”不止一个，请写成其中之一：{choices}。", "'{found}' is not the only one. Write one of {choices}."
)


def find_subject(subjects: Sequence[Subject], text: str) -> Subject:
    """Find a subject by class name, class code, teacher code, `class/teacher` or its key, else by a teacher's name."""
    found = [subject for subject in subjects if key(text) in _words(subject)]
    found = found or [subject for subject in subjects if key(text) == key(subject.teacher_name)]
    if len(found) == 1:
        return found[0]
    if found:
        choices = "、".join(_choice(subject, subjects) for subject in found)
        raise refuse("E006", "--subject", SEVERAL_SUBJECTS, found=text, choices=choices)
    if containing := [subject.name for subject in subjects if text and text in subject.name]:
        wording = Wording(UNKNOWN_SUBJECT.zh + CONTAINING.zh, UNKNOWN_SUBJECT.en + CONTAINING.en)
        raise refuse("E005", "--subject", wording, found=text, choices="、".join(containing[:MOST_CHOICES]))
    near = [name for subject in subjects for name in (subject.posting.class_name, subject.teacher_name)]
    raise refuse("E005", "--subject", UNKNOWN_SUBJECT, near=get_close_matches(text, near, n=1), found=text)


def _words(subject: Subject) -> set[str]:
    """List what names a subject; the line of a class goes by the class with a slash behind it.

    The class alone names its teacher, not an assistant.
    """
    place = subject.posting
    classes = {key(place.school_class), key(place.class_name)} - {""}
    teacher = "" if subject.is_class_line else key(place.teacher)
    words = (
        {f"{each}/{teacher}" for each in classes}
        | {key(subject.key)}
        | {f"{key(place.school)}/{key(place.school_class)}/{teacher}"}
    )
    return words | (set() if subject.is_assistant else classes) | ({teacher} if teacher else set())


def _choice(subject: Subject, subjects: Sequence[Subject]) -> str:
    """Write the shortest form that names only this subject."""
    place = subject.posting
    short = f"{place.class_name or place.school_class}/{'' if subject.is_class_line else place.teacher}"
    is_unique = sum(key(short) in _words(other) for other in subjects) == 1
    return short if is_unique else subject.key
