"""How far long work has come, on a terminal."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONG_SECONDS = 1.0
ROWS_READ = Wording("已读 {rows} 行", "{rows} rows read")


@contextmanager
def rows_shown(language: Language) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how many rows are read; it shows them if that takes longer than a second."""
    began = time.monotonic()
    with ExitStack() as stack:
        show: Callable[[str], None] | None = None

        def tell(rows: int) -> None:
            nonlocal show
            if show is None and sys.stderr.isatty() and time.monotonic() - began > LONG_SECONDS:
                show = stack.enter_context(_spinner())
            if show is not None:
                show(ROWS_READ.say(language, rows=f"{rows:,}"))

        yield tell


@contextmanager
def _spinner() -> Iterator[Callable[[str], None]]:
    from rich.console import Console  # noqa: PLC0415 - only for long work

    with Console(stderr=True).status("") as status:
        yield status.update
