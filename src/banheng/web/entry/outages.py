"""Tell what of the machine has failed, so that people are told what to do: the disk, or the database."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from django.db import DatabaseError, InterfaceError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

DISK_FULL = _("服务器的磁盘满了")
READ_ONLY = _("服务器的磁盘现在不能写入")
NO_DATABASE = _("数据库现在没有应答")

_OF_FILES = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EFBIG: DISK_FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EIO: READ_ONLY,
}
_OF_SQLITE = {
    "SQLITE_FULL": DISK_FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_IOERR": READ_ONLY,
    "SQLITE_CANTOPEN": READ_ONLY,
    "SQLITE_BUSY": NO_DATABASE,
    "SQLITE_LOCKED": NO_DATABASE,
}
_OF_POSTGRESQL = {
    "53100": DISK_FULL,
    "25006": READ_ONLY,
    "58030": READ_ONLY,
    "53300": NO_DATABASE,
    "55P03": NO_DATABASE,
}
_LOST = ("08", "57P")
"""Classes of PostgreSQL's codes: the connection was lost, or an administrator ended it."""


def outage(error: BaseException | None) -> _StrPromise | None:
    """Name what of the machine has failed; None where the fault is another, and so probably ours."""
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_database(error.__cause__)
    if isinstance(error, OSError):
        return _OF_FILES.get(error.errno or 0)
    return None


def _of_database(cause: BaseException | None) -> _StrPromise | None:
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        return next((said for start, said in _OF_SQLITE.items() if name.startswith(start)), None)
    if not hasattr(cause, "sqlstate"):
        return None
    code = cause.sqlstate
    if code is None or code.startswith(_LOST):  # without a code: the server was not reached
        return NO_DATABASE
    return _OF_POSTGRESQL.get(code)
