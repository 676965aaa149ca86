"""A roster of another system as a OneRoster archive."""

from __future__ import annotations

import io
import zipfile

from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.files import as_file, refuse_dangerous
from banheng.schools.oneroster.bringing_in import _check_manifest
from banheng.schools.oneroster.bringing_in import _read as read_tables
from fuzz.reader import Reader, in_archive, members_of

TABLES = {
    "manifest": "propertyName,value\r\noneroster.version,1.2\r\nfile.orgs,bulk\r\n",
    "orgs": "sourcedId,name,type,identifier\r\no1,育才小学,school,yucai\r\n",
    "academicSessions": "sourcedId,type,startDate,endDate\r\ny,schoolYear,2026-08-01,2027-07-31\r\n",
    "classes": "sourcedId,title,classType,schoolSourcedId,grades\r\nc1,一1班,homeroom,o1,01\r\n",
    "users": "sourcedId,givenName,familyName,identifier\r\nu1,老师,王,t1\r\n",
    "enrollments": "sourcedId,classSourcedId,userSourcedId,role,beginDate\r\ne1,c1,u1,teacher,2026-09-01\r\n",
}


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in TABLES.items():
            archive.writestr(f"{name}.csv", text)
    return out.getvalue()


ZIP = _archive()


def _read(content: bytes) -> None:
    sent = in_archive(ZIP, content)
    refuse_dangerous(sent)
    with as_file(sent, "roster.zip") as path:
        _check_manifest(read_tables(path)["manifest"])


READER = Reader(_read, (ChangeRefused,), members_of(ZIP))
