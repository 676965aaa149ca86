from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models.school import School


class BulkChange(models.Model):
    """Many rows changed at once, from a file or at the end of a year: previewed, done, taken back.

    Attributes:
        content: the file as it was sent, until it is carried out or given up.
        digest: SHA-256 of the file.
        options: what was chosen beside the file, for example the day from which it holds.
        preview: `counts`, `lines`, `faults` and `digest` of what would be done.
        journal: what was done, so that it can be taken back; see `journal.Journal`.
        total: rows of the file.
        touched_at: last sign of work.
    """

    class Kind(models.TextChoices):
        ROSTER = "roster", _("班级与任职")
        PUPILS = "pupils", _("学生名单")
        EVIDENCE = "evidence", _("考核记录")
        ONEROSTER = "oneroster", _("OneRoster")
        PROMOTION = "promotion", _("学年升级")

    class Status(models.TextChoices):
        READING = "reading", _("正在核对")
        REFUSED = "refused", _("有问题")
        READY = "ready", _("待确认")
        WORKING = "working", _("正在写入")
        DONE = "done", _("已完成")
        UNDONE = "undone", _("已撤销")
        DROPPED = "dropped", _("已放弃")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="bulk_changes")
    kind = models.CharField(_("内容"), max_length=20, choices=Kind)
    status = models.CharField(_("状态"), max_length=20, choices=Status, default=Status.READING)
    file_name = models.CharField(_("文件"), max_length=200, blank=True)
    content = models.BinaryField(default=b"", blank=True)
    digest = models.CharField(max_length=64, blank=True)
    options = models.JSONField(default=dict, blank=True)
    preview = models.JSONField(default=dict, blank=True)
    journal = models.JSONField(default=list, blank=True)
    total = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("上传时间"))
    touched_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file_name}".strip()

    @property
    def is_running(self) -> bool:
        """Tell whether work goes on."""
        return self.status in (self.Status.READING, self.Status.WORKING)
