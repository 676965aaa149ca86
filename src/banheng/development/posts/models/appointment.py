from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.development.models import Fact
from banheng.development.posts.models.applicant import Applicant
from banheng.development.posts.models.post import Post
from banheng.schools.models import Posting, School, SchoolClass, Staff


class Appointment(models.Model):
    """Somebody in a post for a term of office.

    Attributes:
        posting, fact: what it put into the roster and into the dossier.
        mentor: whose class a trainee is attached to.
        waived_for: why the principal appointed although a rule stands against it.
        last: the end of the term, or the day on which the post ended before; `ended_for` says why.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="appointments")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appointments")
    post = models.CharField(_("岗位"), max_length=40, choices=Post)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    posting = models.OneToOneField(
        Posting, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    fact = models.OneToOneField(Fact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    applicant = models.OneToOneField(
        Applicant, on_delete=models.PROTECT, null=True, blank=True, related_name="appointment"
    )
    mentor = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first = models.DateField(_("任职自"))
    last = models.DateField(_("任职至"))
    reason = models.CharField(_("依据"), max_length=500, blank=True)
    minutes = models.CharField(_("会议纪要"), max_length=100, blank=True)
    waived_for = models.CharField(_("破格理由"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField()
    ended_for = models.CharField(_("提前结束的原因"), max_length=500, blank=True)

    class Meta:
        ordering = ("post", "-first", "id")
        constraints = (
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="appointment_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.staff} {self.get_post_display()}"
