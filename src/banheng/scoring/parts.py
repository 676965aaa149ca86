"""The month of a county as files: evidence, roster, who is scored by which scheme, and the checksums of all.

The layout is described in docs/reference/ledger-export.md.
"""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import polars as pl

from banheng.core.errors import FaultsFound
from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Wording
from banheng.scoring.storage import folders, read, write

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = "banheng-county-month/1"
EVIDENCE, ROSTER, SCHOOLS, MANIFEST = (
    "evidence.parquet",
    "roster.parquet",
    "schools.parquet",
    "manifest.json",
)

SCHOOLS_SCHEMA: dict[str, type[pl.DataType]] = {
    "school": pl.String,
    "scheme": pl.String,  # fingerprint; the file schemes/<fingerprint>.yaml
    "calendar": pl.String,  # JSON
}
"""Columns of schools.parquet; a school that is scored by two schemes has two lines."""

DAMAGED, MISSING, REFUSED, OTHER_VERSION = "parts.E001", "parts.E002", "parts.E003", "parts.E004"
WORDINGS = {
    DAMAGED: Wording(
        "文件已损坏，与清单里的校验值不符，这个县没有计算。请重新导出，或从备份取回。",
        "the file is damaged: its checksum is not that of the manifest. The county was not scored. "
        "Export it again, or take it from a backup.",
    ),
    MISSING: Wording(
        "无法读取（{reason}），这个县没有计算。导出可能没有完成，请再运行一次导出。",
        "cannot be read ({reason}). The county was not scored. The export may have been broken off: run it again.",
    ),
    REFUSED: Wording("这个县没有计算：{reason}", "the county was not scored: {reason}"),
    OTHER_VERSION: Wording(
        "计算节点上的班衡是 {found}，发起计算的是 {wanted}，这个县没有计算。请装成同一个版本。",
        "a worker has Banheng {found}, and this is {wanted}. The county was not scored. Install the same version.",
    ),
}


class PartRefused(FaultsFound):
    """The month of a county that cannot be scored; other counties can."""


def refused(number: str, path: str, **figures: str) -> PartRefused:
    """Say what is wrong with a file of a part."""
    finding = Finding(number, Severity.ERROR, Place(path), WORDINGS[number], dict(figures))
    return PartRefused(f"{path}: {number}", [finding])


def folder_of(export: str, county: str, month: str) -> str:
    """Give the folder of a part."""
    return f"{export.rstrip('/')}/county={county}/month={month}"


def scheme_path(export: str, fingerprint: str) -> str:
    """Give the file of a scheme."""
    return f"{export.rstrip('/')}/schemes/{fingerprint}.yaml"


def counties_of(export: str, month: str) -> list[str]:
    """List the counties that have a month."""
    counties = [name.removeprefix("county=") for name in folders(export, "county=*")]
    return [county for county in counties if has_month(export, county, month)]


def has_month(export: str, county: str, month: str) -> bool:
    """Tell whether a county has a month, finished or not."""
    return bool(folders(f"{export.rstrip('/')}/county={county}", f"month={month}"))


def as_parquet(frame: pl.DataFrame) -> bytes:
    """Write a table as the content of a Parquet file; equal tables give equal bytes."""
    content = BytesIO()
    frame.write_parquet(content, row_group_size=2**20)
    return content.getvalue()


def write_part(folder: str, files: Mapping[str, bytes], about: Mapping[str, Any]) -> None:
    """Write the files of a part, and the manifest last: a part without one is not finished."""
    for name, content in files.items():
        write(f"{folder}/{name}", content)
    digests = {
        name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
        for name, content in files.items()
    }
    manifest = {"format": FORMAT, "files": digests, **about}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    write(f"{folder}/{MANIFEST}", f"{text}\n".encode())


def read_manifest(folder: str) -> dict[str, Any]:
    """Read the manifest of a part.

    Raises:
        PartRefused: there is none, or it is damaged.
    """
    path = f"{folder}/{MANIFEST}"
    try:
        manifest: Any = json.loads(read(path))
    except OSError as error:
        raise refused(MISSING, path, reason=error.strerror or str(error)) from error
    except ValueError as error:
        raise refused(DAMAGED, path) from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or "files" not in manifest:
        raise refused(DAMAGED, path)
    return dict(manifest)


def read_checked(folder: str, name: str, manifest: Mapping[str, Any]) -> BytesIO:
    """Read a file of a part, and see that it is the one of the manifest.

    Raises:
        PartRefused: it is not.
    """
    path = f"{folder}/{name}"
    try:
        content = read(path)
    except OSError as error:
        raise refused(MISSING, path, reason=error.strerror or str(error)) from error
    if hashlib.sha256(content).hexdigest() != manifest["files"].get(name, {}).get("sha256"):
        raise refused(DAMAGED, path)
    return BytesIO(content)
