from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.routines.work_form import work_forms
from banheng.schools.models import Pupil, School, SchoolClass

if TYPE_CHECKING:
    from banheng.routines.work_form import WorkForm


class WorkRecords(models.QuerySet["WorkRecord"]):
    def current(self) -> Self:
        """Leave out what was corrected or withdrawn."""
        return self.filter(withdrawn_at=None, replaced_by=None)


class WorkRecord(models.Model):
    """One record of the work, as its form asks for it; corrected by another one that replaces it.

    Attributes:
        id: UUIDv7 made where it was written down, so that sending it again changes nothing.
        form: code of the work form.
        day: when it happened.
        content: what stands in the fields by their codes, pupils and colleagues by key; empty if sealed.
        sealed: the same of a restricted form, encrypted.
        by: none for a teacher without an account.
        by_name: the name as it was then.
        opened_at: when its first version was made; the limits of its steps count from then.
        closed_at: when the last step that is needed was taken; at once where the form has no steps.
        feeds: ids of the ledger's records that came of it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="work_records")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="work_records"
    )
    form = models.CharField(_("记录"), max_length=60)
    day = models.DateField(_("日期"))
    content = models.JSONField(default=dict, blank=True)
    sealed = models.BinaryField(null=True, blank=True)
    pupils = models.ManyToManyField(Pupil, related_name="work_records")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="work_records"
    )
    by_name = models.CharField(_("记录人"), max_length=50)
    at = models.DateTimeField(_("记录时间"))
    opened_at = models.DateTimeField()
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    feeds = models.JSONField(default=list, blank=True)

    objects = WorkRecords.as_manager()

    class Meta:
        ordering = ("-day", "-at")
        indexes = (
            models.Index(fields=["school_class", "form", "-day"], name="work_by_class"),
            models.Index(fields=["school", "form", "-day"], name="work_by_form"),
            models.Index(fields=["school"], name="work_open", condition=Q(closed_at=None, withdrawn_at=None)),
        )

    def __str__(self) -> str:
        return f"{self.work_form.title} {self.day:%Y-%m-%d}"

    @property
    def work_form(self) -> WorkForm:
        """The form, as it is now."""
        return work_forms()[self.form]


class WorkStep(models.Model):
    """A step of a case that was taken, once and with its time."""

    record = models.ForeignKey(WorkRecord, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=60)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by_name = models.CharField(_("办理人"), max_length=50)
    sealed = models.BinaryField(null=True, blank=True)  # a remark, encrypted

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=["record", "step"], name="work_step_once"),)

    def __str__(self) -> str:
        return self.step


class SignIn(models.Model):
    """That somebody was present at a meeting, said by themselves at its door."""

    record = models.ForeignKey(WorkRecord, on_delete=models.CASCADE, related_name="sign_ins")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=["record", "user"], name="sign_in_once"),)

    def __str__(self) -> str:
        return str(self.user)
