"""The few words that belong to the paper and not to what stands on it."""

from __future__ import annotations

from banheng.core.wording import Wording

PAGE_BEFORE, PAGE_BETWEEN, PAGE_AFTER = (
    Wording("第 ", "Page "),
    Wording(" 页　共 ", " of "),
    Wording(" 页", ""),
)
SIGN_HERE = Wording("{signer}：", "{signer}: ")
EMPTY_SHEET = Wording("正文", "Text")
