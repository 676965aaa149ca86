"""Duty packs in force, what was done of them, and the records of the work."""

from __future__ import annotations

from banheng.duties.models.ceiling import Ceiling
from banheng.duties.models.done import Done
from banheng.duties.models.pack_version import PackVersion
from banheng.duties.models.work_file import WorkFile
from banheng.duties.models.work_look import WorkLook
from banheng.duties.models.work_record import SignIn, WorkRecord, WorkStep

__all__ = ["Ceiling", "Done", "PackVersion", "SignIn", "WorkFile", "WorkLook", "WorkRecord", "WorkStep"]
