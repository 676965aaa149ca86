"""The people and places of a school; everything that changes carries its dates."""

from banheng.schools.models.academic_year import AcademicYear, CalendarDay, Term
from banheng.schools.models.bulk_change import BulkChange
from banheng.schools.models.class_year import ClassSize, ClassYear
from banheng.schools.models.posting import Posting
from banheng.schools.models.pupil import Enrolment, GuardianContact, Pupil
from banheng.schools.models.school import Bureau, Campus, Grade, School, Stage
from banheng.schools.models.school_class import SchoolClass
from banheng.schools.models.staff import Staff

__all__ = [
    "AcademicYear",
    "BulkChange",
    "Bureau",
    "CalendarDay",
    "Campus",
    "ClassSize",
    "ClassYear",
    "Enrolment",
    "Grade",
    "GuardianContact",
    "Posting",
    "Pupil",
    "School",
    "SchoolClass",
    "Staff",
    "Stage",
    "Term",
]
