"""Read an instrument, with the line of everything that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from banheng.questionnaires.instrument import Instrument
from banheng.schemes.loading import fingerprint, parse_document, place_in, read_text
from banheng.schemes.walking import blanks_in

if TYPE_CHECKING:
    from banheng.core.findings import Place
    from banheng.schemes.walking import Path_

LIBRARY = Path(__file__).parent / "library"


@dataclass(frozen=True)
class InstrumentFile:
    """A loaded instrument.

    Attributes:
        lines: line number by path.
        fingerprint: SHA-256 of the meaning; comments and layout do not change it.
    """

    name: str
    instrument: Instrument
    lines: dict[Path_, int] = field(repr=False)
    content: Any = field(repr=False)
    fingerprint: str

    def place_of(self, path: Path_) -> Place:
        """Give the place of a path; questions and options are named by their code."""
        return place_in(self.name, self.lines, self.content, path)

    def blanks(self) -> list[Path_]:
        """List the paths of figures that the policy leaves open."""
        return blanks_in(self.instrument)


def parse_instrument(text: str, *, name: str = "instrument.yaml") -> InstrumentFile:
    """Load an instrument from text.

    Raises:
        SchemeUnreadable: it is not YAML.
        SchemeInvalid: it does not say what an instrument must say; carries one finding for each fault.
    """
    instrument, lines, content = parse_document(text, Instrument, name=name)
    return InstrumentFile(name, instrument, lines, content, fingerprint(instrument))


def list_instruments() -> list[str]:
    """List the codes of the instruments that come with Banheng."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def instrument_text(code: str) -> str:
    """Give the text of an instrument of the library."""
    return read_text(LIBRARY / f"{code}.yaml")
