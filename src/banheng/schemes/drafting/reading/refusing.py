"""Why a document is not read."""

from __future__ import annotations

from banheng.core.errors import SchemeUnreadable

GREATEST_FILE = 20_000_000
GREATEST_TEXT = 300_000
LONGEST_LINE = 20_000
"""Characters; a policy of sixty pages has fifty thousand."""


class DocumentRefused(SchemeUnreadable):
    """A document that is not read: damaged, dangerous, too large, or of another form than its name says."""


def too_large(name: str) -> DocumentRefused:
    """Refuse a file that no policy of a school comes near."""
    return DocumentRefused(
        f"{name}: larger than {GREATEST_FILE // 1_000_000} MB, or unpacks to too much. A policy is a few pages; "
        "save only its text and try again",
        f"{name}: 文件超过 {GREATEST_FILE // 1_000_000} MB，或解压后过大。考核方案一般只有几页，请只保存正文再试。",
    )
