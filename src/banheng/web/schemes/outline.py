"""The parts of a draft that have pages of their own, and what each still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from banheng.core.errors import BanhengError, SchemeInvalid, SchemeUnreadable
from banheng.core.findings import Severity
from banheng.policies.marked_places import blanks_of
from banheng.schemes.linting import lint
from banheng.schemes.loading import parse_scheme
from banheng.web.schemes.fields import OWN_PAGE, ROOT_OWN_PAGE
from banheng.web.schemes.labels import key_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.core.findings import Finding, Place
    from banheng.core.wording import Language
    from banheng.schemes.loading import SchemeFile
    from banheng.web.schemes.grammar import Path_

HEAD = "head"
LISTS = ("limits", "coefficients", "vetoes", "ratings", "allowances", "honours", "consequences")


@dataclass(frozen=True)
class Checked:
    """What a text is worth as a scheme.

    Attributes:
        file: None if it cannot be read as a scheme yet; the findings say why.
        findings: all but the blanks, errors first.
        refusal: why it is not even YAML; empty if it is.
    """

    file: SchemeFile | None
    findings: tuple[Finding, ...]
    refusal: str = ""

    @property
    def blank_places(self) -> list[Place]:
        """List where figures are left open."""
        return [self.file.place_of(path) for path in self.file.blanks()] if self.file else []

    @property
    def errors(self) -> int:
        """Count the findings that keep the scheme from being put on record."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def check(text: str, language: Language) -> Checked:
    """Look for everything that is wrong with a text."""
    try:
        file = parse_scheme(text)
        findings = lint(file)
    except SchemeInvalid as invalid:
        return Checked(None, tuple(invalid.findings))
    except BanhengError as error:
        return Checked(None, (), refusal_of(error, language))
    kept = [finding for finding in findings if finding.id != "schemes.E010"]
    kept.sort(key=lambda finding: list(Severity).index(finding.severity))
    return Checked(file, tuple(kept))


def refusal_of(error: BanhengError, language: Language) -> str:
    """Say why a text is not read, in the loader's own words."""
    said = error.say(language) if isinstance(error, SchemeUnreadable) else str(error)
    return said.removeprefix("scheme.yaml:").strip()


@dataclass(frozen=True)
class Entry:
    """One page of a draft.

    Attributes:
        part: as it stands in the address.
        place: as findings name it.
        kind: `indicator`, `item` or empty.
    """

    part: str
    place: str
    label: str
    depth: int
    kind: str = ""
    points: Any = None
    blanks: int = 0
    errors: int = 0
    warnings: int = 0


def outline(document: Any, checked: Checked, language: Language) -> list[Entry]:
    """List all pages of a draft with what is left open and wrong in each."""
    entries = list(_entries(document, language))
    blanks = [part_of(path) for path in blanks_of(document)]
    places = {entry.place: entry.part for entry in entries}
    found: dict[str, list[Finding]] = {}
    for finding in checked.findings:
        place = finding.place.path
        while place not in places:
            place = place.rpartition("/")[0]
        found.setdefault(places[place], []).append(finding)
    return [
        Entry(
            entry.part,
            entry.place,
            entry.label,
            entry.depth,
            entry.kind,
            entry.points,
            blanks.count(entry.part),
            sum(each.severity is Severity.ERROR for each in found.get(entry.part, ())),
            sum(each.severity is Severity.WARNING for each in found.get(entry.part, ())),
        )
        for entry in entries
    ]


def _entries(document: Any, language: Language) -> Iterator[Entry]:
    yield Entry(HEAD, "", gettext("基本信息"), 0)
    for number, indicator in enumerate(_list(document, "indicators")):
        yield from _indicator(indicator, f"indicators/{number}", f"indicators/{_code(indicator, number)}", 0)
    for key in LISTS:
        yield Entry(key, key, key_label("Scheme", key, language), 0)
    for number, longer in enumerate(_list(document, "longer_periods")):
        label = key_label("Scheme", "longer_periods", language)
        part = f"longer_periods/{number}"
        yield Entry(part, part, f"{label} {number + 1}", 0, "longer", longer.get("to") if longer else None)


def _indicator(content: Any, part: str, place: str, depth: int) -> Iterator[Entry]:
    yield Entry(part, place, _name(content), depth, "indicator", content.get("full_points"))
    for number, inner in enumerate(_list(content, "indicators")):
        yield from _indicator(
            inner, f"{part}/indicators/{number}", f"{place}/indicators/{_code(inner, number)}", depth + 1
        )
    for number, item in enumerate(_list(content, "items")):
        own = f"{part}/items/{number}"
        named = f"{place}/items/{_code(item, number)}"
        yield Entry(own, named, _name(item), depth + 1, "item", item.get("full_points"))


def _list(content: Any, key: str) -> list[Any]:
    inside = content.get(key) if isinstance(content, dict) else None
    return [each if isinstance(each, dict) else {} for each in inside] if isinstance(inside, list) else []


def _name(content: Any) -> str:
    return str(content.get("name") or content.get("code") or "____")


def _code(content: Any, number: int) -> str:
    return str(content["code"]) if "code" in content else str(number)


def part_of(path: Path_) -> str:
    """Give the page on which a place of the document is edited."""
    if path and path[0] in LISTS:
        return str(path[0])
    length = 0
    while (
        length + 1 < len(path)
        and path[length] in OWN_PAGE | ROOT_OWN_PAGE
        and isinstance(path[length + 1], int)
    ):
        length += 2
        if path[length - 2] == "longer_periods":
            break
    return "/".join(map(str, path[:length])) or HEAD


def read_part(part: str) -> Path_:
    """Read a page of a draft from the address."""
    if part == HEAD:
        return ()
    return tuple(int(step) if step.isdecimal() else step for step in part.split("/"))
