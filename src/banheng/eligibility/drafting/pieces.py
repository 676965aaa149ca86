"""Cut a clause into the pieces of a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.drafting.unscored import Clause

LIST = re.compile(r"(?:[一二三四五六七八九十]是|\(\d\)|\([一二三四五六七八九十]\)|\d[、.]|[①-⑳]|[-—•]\s*)")


def pieces(clause: Clause) -> Iterator[Clause]:
    """Cut a clause at full stops and at the numbers of a list inside it."""
    for sentence in clause.sentences():
        starts = [0, *(found.start() for found in LIST.finditer(sentence.text) if found.start())]
        for first, last in zip(starts, [*starts[1:], None], strict=True):
            piece = sentence.part(first, last)
            mark = LIST.match(piece.text)
            piece = piece.part(mark.end()) if mark else piece
            bare = piece.part(0, len(piece.text.rstrip("。;,:")))
            if len(bare.text) > 1:
                yield bare
