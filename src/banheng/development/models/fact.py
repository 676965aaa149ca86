from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.ledger.models import Record
from banheng.schools.models import Staff


class Fact(models.Model):
    """One dated fact in the dossier of a teacher; never edited, only withdrawn with a reason.

    Attributes:
        since, until: from when to when it holds; what happened on a day has that day twice.
        content: what the kind of fact says, as `development.kinds` reads it.
        name: how it reads in the dossier.
        proof: where it is proved: number of a certificate, document, minutes.
        source: how it came here.
        confirmed_at: when the office saw the proof; what a teacher enters counts nowhere before.
        counted_as: the record of the ledger by which it counts in a scheme; it counts once.
    """

    class Kind(models.TextChoices):
        TEACHING = "teaching", _("任教起始")
        QUALIFICATION = "qualification", _("教师资格")
        CERTIFICATE = "certificate", _("班主任资格证书")
        POST = "post", _("任职")
        HONOUR = "honour", _("荣誉")
        TITLE = "title", _("称号")
        RANK = "rank", _("职称")
        TRAINING = "training", _("培训")
        PAIR = "pair", _("师徒结对")
        STUDIO = "studio", _("名班主任工作室")
        RESEARCH = "research", _("教研成果")
        RESULT = "result", _("年度考核")
        CONFIRMATION = "confirmation", _("条件认定")
        FIGURE = "figure", _("数据")
        INCIDENT = "incident", _("问题认定")

    class Source(models.TextChoices):
        OFFICE = "office", _("学校登记")
        OWN = "own", _("本人填报")
        PROCESS = "process", _("办理产生")
        MOVED = "moved", _("随人转入")

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(_("类别"), max_length=20, choices=Kind)
    name = models.CharField(_("名称"), max_length=200)
    since = models.DateField(_("起始日期"))
    until = models.DateField(_("截止日期"), null=True, blank=True)
    content = models.JSONField(default=dict, blank=True)
    proof = models.CharField(_("证明"), max_length=300, blank=True)
    source = models.CharField(_("来源"), max_length=10, choices=Source)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("登记时间"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("撤销理由"), max_length=200, blank=True)
    counted_as = models.OneToOneField(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-since", "-pk")
        indexes = (models.Index(fields=["staff", "kind"], name="fact_by_staff"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")), name="fact_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.name
