"""Write a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from banheng.core.errors import BanhengError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def replace_when_done(path: Path | str) -> Iterator[Path]:
    """Give a file beside `path` to write to, and put it in the place of `path` once all is written.

    If writing is broken off, by Ctrl-C too, what stood at `path` stays and nothing else is left behind.
    Folders that are missing are made.

    Raises:
        BanhengError: the file cannot be written.
    """
    path = Path(path)
    partial = path.with_name(f".{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        partial.replace(path)
    except OSError as error:
        raise BanhengError(
            f"{path}: cannot be written ({error.strerror or error}). Close it if it is open in another program, "
            "or choose another place"
        ) from error
    finally:
        with suppress(OSError):
            partial.unlink()
