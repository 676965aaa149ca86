from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.core.points import UNITS
from banheng.schools.models import School, SchoolClass, Staff


class Record(models.Model):
    """One thing seen, appended and never edited; triggers in the database refuse update and delete.

    It carries what was seen, never the points: those are the scheme's business.

    Attributes:
        id: UUIDv7 made where it was written down, so that sending it again changes nothing.
        sequence: place in the school's chain, from 1, without gaps.
        school_class, staff: what or whom it is about; one of them.
        item, event, level, project: codes of the scheme; `NEUTRAL` for an observation that counts nowhere,
            its event is empty or `PRAISE`.
        quantity: units of 1/10,000; 0 means looked and found nothing.
        value: measured value or mark in units of 1/10,000; null if there is none.
        noted_at: when the recorder's device wrote it down, less what its clock was off; shown, never trusted.
        recorder_name: the name as it was then, since accounts may go.
        voids: the record that this one cancels; `note` is then the reason.
        beyond_control: True if the homeroom teacher could not have prevented it, so that it counts nowhere; `note`
            says why. Otherwise null: the column came late, and a null adds nothing to old rows and their hashes.
        photos: SHA-256 of each photo as it was sent, also after the photo is deleted.
        previous_hash, hash: chain of SHA-256, hexadecimal.
    """

    class Source(models.TextChoices):
        INSPECTION = "inspection", _("检查")
        OFFICE = "office", _("德育处登记")
        IMPORT = "import", _("表格导入")
        RULING = "ruling", _("申诉复核")
        WORK = "work", _("工作记录")
        SURVEY = "survey", _("问卷调查")
        INTERFACE = "interface", _("接口")

    NEUTRAL = "observation"
    PRAISE = "praise"

    id = models.UUIDField(primary_key=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="records")
    sequence = models.PositiveBigIntegerField()
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="records"
    )
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="records")
    item = models.CharField(_("考核项"), max_length=60)
    event = models.CharField(_("事项"), max_length=60, blank=True)
    level = models.CharField(_("等级"), max_length=60, blank=True)
    project = models.CharField(_("项目"), max_length=100, blank=True)
    day = models.DateField(_("日期"))
    quantity = models.BigIntegerField(_("数量"), default=UNITS)
    value = models.BigIntegerField(_("数值"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    source = models.CharField(_("来源"), max_length=20, choices=Source)
    recorder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    recorder_name = models.CharField(_("记录人"), max_length=50)
    recorded_at = models.DateTimeField(_("记录时间"))
    noted_at = models.DateTimeField(null=True, blank=True)
    voids = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="voided_by"
    )
    beyond_control = models.BooleanField(_("非班主任可控"), null=True, blank=True)
    photos = models.JSONField(default=list, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("school", "sequence")
        constraints = (
            models.UniqueConstraint(fields=["school", "sequence"], name="record_sequence_once"),
            models.CheckConstraint(condition=Q(quantity__gte=0), name="record_quantity_not_negative"),
            models.CheckConstraint(
                condition=Q(school_class__isnull=False) | Q(staff__isnull=False),
                name="record_about_something",
            ),
            models.CheckConstraint(condition=~Q(voids=F("id")), name="record_voids_another"),
        )
        indexes = (
            models.Index(fields=["school", "day"], name="record_by_day"),
            models.Index(fields=["school_class", "-day"], name="record_by_class"),
            models.Index(fields=["recorder", "-recorded_at"], name="record_by_recorder"),
        )

    def __str__(self) -> str:
        return f"{self.item}/{self.event} {self.day:%Y-%m-%d}"
