"""Read rule packs and files of people, with the line of everything that is wrong in them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from banheng.core.errors import SchemeInvalid, SchemeNotInForce, SchemeUnreadable
from banheng.core.findings import Finding, Severity
from banheng.core.wording import Wording
from banheng.eligibility.facts import People, Person
from banheng.eligibility.pack import EligibilityRule, RulePack
from banheng.schemes.faults import word_faults
from banheng.schemes.loading import fingerprint, not_in_library, parse_document, place_in, read_text
from banheng.schemes.walking import blanks_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banheng.core.findings import Place
    from banheng.schemes.walking import Path_

GREATEST_JSON = 100_000_000
"""Greatest size of a file of people in bytes; a county of 5,000 has a tenth of it."""

LIBRARY = Path(__file__).parent / "library"

BLANK_LEFT = Wording(
    "此处数值留空，规则不能启用。请填上本单位确定的数值。",
    "this figure is left open, so the rules cannot be put in force. Fill in what was decided.",
)
NOT_CHOSEN = Wording(
    "“{setting}”还没有选定，规则不能启用。可选：{options}。",
    "'{setting_en}' is not chosen, so the rules cannot be put in force. Choose one of {options}.",
)
NO_SUCH_CHOICE = Wording(
    "没有设置“{code}”或选项“{option}”。可选：{options}。",
    "there is no setting '{code}' with an option '{option}'. Choose one of {options}.",
)


@dataclass(frozen=True)
class RulesInForce:
    """The rules of a pack with every choice made.

    Attributes:
        rules: those that hold with the choices, each with its whole condition.
        fingerprint: of the pack.
    """

    pack: RulePack
    choices: dict[str, str]
    rules: tuple[EligibilityRule, ...]
    fingerprint: str


@dataclass(frozen=True)
class RulePackFile:
    """A loaded rule pack.

    Attributes:
        lines: line number by path.
        fingerprint: SHA-256 of the meaning; comments and layout do not change it.
    """

    name: str
    pack: RulePack
    lines: dict[Path_, int] = field(repr=False)
    content: Any = field(repr=False)
    fingerprint: str

    def place_of(self, path: Path_) -> Place:
        """Give the place of a path; rules and settings are named by their code."""
        return place_in(self.name, self.lines, self.content, path)

    def blanks(self) -> list[Path_]:
        """List the paths of figures that the policy leaves open."""
        return blanks_in(self.pack)

    def still_open(self, choices: Mapping[str, str] | None = None) -> list[Finding]:
        """List what keeps the pack from being put in force."""
        blanks = [self._finding("E001", path, BLANK_LEFT) for path in self._blanks_that_count(choices)]
        return [*blanks, *self._wrong_choices(self.pack.choices(choices))]

    def _wrong_choices(self, chosen: dict[str, str]) -> Iterator[Finding]:
        codes = [setting.code for setting in self.pack.settings]
        for number, setting in enumerate(self.pack.settings):
            path, options = ("settings", number, "chosen"), ", ".join(setting.codes)
            option = chosen.get(setting.code)
            if option is None:
                names = {"setting": setting.name, "setting_en": setting.name_en}
                yield self._finding("E002", path, NOT_CHOSEN, options=options, **names)
            elif option not in setting.codes:
                yield self._finding(
                    "E003", path, NO_SUCH_CHOICE, code=setting.code, option=option, options=options
                )
        for code, option in chosen.items():
            if code not in codes:
                options = ", ".join(codes)
                yield self._finding(
                    "E003", ("settings",), NO_SUCH_CHOICE, code=code, option=option, options=options
                )

    def _finding(self, number: str, path: Path_, wording: Wording, **figures: str) -> Finding:
        return Finding(f"eligibility.{number}", Severity.ERROR, self.place_of(path), wording, {**figures})

    def _blanks_that_count(self, choices: Mapping[str, str] | None) -> list[Path_]:
        """Leave out the blanks of options that are not chosen."""
        chosen = self.pack.choices(choices)

        def counts(path: Path_) -> bool:
            content: Any = self.content
            for step, after in pairwise(path):
                by_setting = step == "options" and content.get("kind") == "by_setting"
                if by_setting and chosen.get(content["setting"]) != after:
                    return False
                content = content[step]
            return True

        return [path for path in self.blanks() if counts(path)]

    def in_force(self, choices: Mapping[str, str] | None = None) -> RulesInForce:
        """Put the rules in force.

        Args:
            choices: options by the codes of their settings; they go before those of the pack.

        Raises:
            SchemeNotInForce: figures are left open, or a choice is; carries one finding for each.
        """
        found = self.still_open(choices)
        if found:
            raise SchemeNotInForce(f"{self.name}: {len(found)} thing(s) are left open", found)
        chosen = self.pack.choices(choices)
        return RulesInForce(self.pack, chosen, self.pack.rules_with(chosen), self.fingerprint)


def parse_pack(text: str, *, name: str = "rules.yaml") -> RulePackFile:
    """Load a rule pack from text.

    Raises:
        SchemeUnreadable: it is not YAML.
        SchemeInvalid: it does not say what a pack must say; carries one finding for each fault.
    """
    pack, lines, content = parse_document(text, RulePack, name=name)
    return RulePackFile(name, pack, lines, content, fingerprint(pack))


def load_pack(path: Path) -> RulePackFile:
    """Load a rule pack from a file; raises as `parse_pack` does, and if the file cannot be read."""
    return parse_pack(read_text(path), name=str(path))


def list_packs() -> list[str]:
    """List the codes of the rule packs that come with Banheng."""
    return sorted(path.stem for path in LIBRARY.glob("*.yaml"))


def pack_path(code: str) -> Path:
    """Find a rule pack of the library.

    Raises:
        SchemeUnreadable: there is none of this code.
    """
    codes = list_packs()
    if code not in codes:
        raise not_in_library(code, codes, Wording("规则", "rule pack"))
    return LIBRARY / f"{code}.yaml"


def load_people(path: Path) -> tuple[Person, ...]:
    """Load a file of people, YAML or JSON; raises as `parse_pack` does, and if the file cannot be read.

    A whole county is read from JSON: YAML is kept to the size of a policy document.
    """
    name = str(path)
    if path.suffix.lower() != ".json":
        return parse_document(read_text(path), People, name=name)[0].people
    try:
        content = json.loads(read_text(path, greatest=GREATEST_JSON), parse_float=Decimal)
    except (json.JSONDecodeError, RecursionError) as error:
        raise SchemeUnreadable(
            f"{name}: not valid JSON: {error}",
            f"{name}: 不是有效的 JSON。请核对逗号、引号和括号（{error}）。",
        ) from error
    try:
        return People.model_validate(content).people
    except ValidationError as error:
        place_of = partial(place_in, name, {}, content)
        findings = word_faults(error.errors(include_url=False), content, place_of, People)
        raise SchemeInvalid(f"{name}: {len(findings)} fault(s)", findings) from error
