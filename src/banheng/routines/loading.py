"""Read a duty pack, with the line of everything that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banheng.core.wording import Wording
from banheng.routines.pack import DutyPack
from banheng.schemes.loading import fingerprint, not_in_library, parse_document, place_in, read_text
from banheng.schemes.walking import blanks_in

if TYPE_CHECKING:
    from banheng.core.findings import Place
    from banheng.schemes.walking import Path_

LIBRARY = Path(__file__).parent / "library"


@dataclass(frozen=True)
class PackFile:
    """A loaded duty pack.

    Attributes:
        lines: line number by path.
        fingerprint: SHA-256 of the meaning; comments and layout do not change it.
    """

    name: str
    pack: DutyPack
    lines: dict[Path_, int]
    content: Any = field(repr=False)
    fingerprint: str

    def place_of(self, path: Path_) -> Place:
        """Give the place of a path; duties are named by their code."""
        return place_in(self.name, self.lines, self.content, path)

    def blanks(self) -> list[Path_]:
        """List the paths of figures that the policy leaves open."""
        return blanks_in(self.pack)


def parse_pack(text: str, *, name: str = "pack.yaml") -> PackFile:
    """Load a duty pack from text.

    Raises:
        SchemeUnreadable: it is not YAML.
        SchemeInvalid: it does not say what a pack must say; carries one finding for each fault.
    """
    pack, lines, content = parse_document(text, DutyPack, name=name)
    return PackFile(name, pack, lines, content, fingerprint(pack))


def load_pack(path: Path) -> PackFile:
    """Load a duty pack from a file; raises as `parse_pack` does, and if the file cannot be read."""
    return parse_pack(read_text(path), name=str(path))


def list_packs() -> list[str]:
    """List the codes of the packs that come with Banheng."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def pack_path(code: str) -> Path:
    """Find a pack of the library.

    Raises:
        SchemeUnreadable: there is none of this code.
    """
    codes = list_packs()
    if code not in codes:
        raise not_in_library(code, codes, Wording("常规", "duty pack"))
    return LIBRARY / f"{code}.yaml"
