"""The Chinese fonts that documents are set in: those of a package, so that every machine prints the same."""

from __future__ import annotations

import pylopdf_fonts_zh_cn

SERIF, SERIF_FILE = "Noto Serif SC", pylopdf_fonts_zh_cn.serif_path()
SANS, SANS_FILE = "Noto Sans SC", pylopdf_fonts_zh_cn.sans_path()

# For files that are edited elsewhere: what Word and WPS have on every machine in China.
WORD_SERIF, WORD_SANS, WORD_LATIN = "宋体", "黑体", "Times New Roman"
