"""The classes of a day, with who has them and how many pupils are in them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.schools.classes import classes_on
from banheng.schools.models import ClassSize, Posting

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import ClassYear, School


@dataclass(frozen=True, slots=True)
class ClassOnDay:
    """A class as it is on a day; without a size nothing was stated."""

    class_year: ClassYear
    postings: tuple[Posting, ...]
    size: ClassSize | None

    @property
    def homeroom_teacher(self) -> Posting | None:
        """Give who answers for the class on the day: a substitute goes before the homeroom teacher."""
        order = (Posting.Role.SUBSTITUTE, Posting.Role.HOMEROOM_TEACHER)
        found = [posting for role in order for posting in self.postings if posting.role == role]
        return found[0] if found else None

    @property
    def others(self) -> list[Posting]:
        """List who is posted beside the one who answers for the class."""
        return [posting for posting in self.postings if posting != self.homeroom_teacher]


def class_list(school: School, day: date) -> list[ClassOnDay]:
    """List the classes of a day in the order of the school."""
    active = Q(first__lte=day) & (Q(last__isnull=True) | Q(last__gte=day))
    postings: defaultdict[int, list[Posting]] = defaultdict(list)
    for posting in Posting.objects.filter(active, school_class__school=school).select_related("staff"):
        postings[posting.school_class_id].append(posting)
    sizes = {
        size.school_class_id: size
        for size in ClassSize.objects.filter(school_class__school=school, first__lte=day).order_by("first")
    }
    return [
        ClassOnDay(
            class_year, tuple(postings[class_year.school_class_id]), sizes.get(class_year.school_class_id)
        )
        for class_year in classes_on(school, day)
    ]
