"""Check a rule pack: what is open, what contradicts itself, what is never used."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from banheng.core.findings import Finding, Severity
from banheng.core.wording import Wording
from banheng.eligibility.condition import Condition
from banheng.eligibility.junctions import BySetting, Junction
from banheng.eligibility.pack import conditions_in
from banheng.eligibility.truth import NO, YES, Truth

if TYPE_CHECKING:
    from banheng.eligibility.loading import RulePackFile
    from banheng.eligibility.pack import RulePack

MOST_ATOMS = 12
"""A condition of more different atoms is not tried in all their combinations."""

NEVER = Wording(
    "这条规则的条件自相矛盾，永远不会成立{choices}。请核对各项。",
    "the condition contradicts itself and is never met{choices}. Check its parts.",
)
ALWAYS = Wording(
    "这条规则的条件总是成立{choices}，等于没有要求。请核对各项。",
    "the condition is always met{choices} and so asks for nothing. Check its parts.",
)
NOT_USED = Wording("没有规则用到设置“{setting}”。", "no rule uses the setting '{setting}'.")


def lint(file: RulePackFile) -> list[Finding]:
    """List everything that is open, wrong or odd, by line."""
    found = [*file.still_open(), *_certain(file), *_not_used(file)]
    return sorted(found, key=lambda finding: finding.place.line)


def _not_used(file: RulePackFile) -> list[Finding]:
    used = _settings_used(file.pack)
    return [
        Finding(
            "eligibility.W012",
            Severity.WARNING,
            file.place_of(("settings", number)),
            NOT_USED,
            {"setting": setting.code},
        )
        for number, setting in enumerate(file.pack.settings)
        if setting.code not in used
    ]


def _settings_used(pack: RulePack) -> set[str]:
    by_condition = {
        condition.setting
        for rule in pack.rules
        for condition in conditions_in(rule.when)
        if isinstance(condition, BySetting)
    }
    return by_condition | {setting for rule in pack.rules for setting in rule.only}


def _certain(file: RulePackFile) -> list[Finding]:
    """Find rules that come to the same for everybody, with some choices at least; each is named once."""
    numbers = {rule.code: number for number, rule in enumerate(file.pack.rules)}
    found: dict[str, Finding] = {}
    for choices in file.pack.all_choices():
        for rule in file.pack.rules_with(choices):
            truth = None if rule.code in found else always(rule.when)
            if truth is None:
                continue
            named = ", ".join(f"{setting}={option}" for setting, option in choices.items())
            number, severity, wording = (
                ("E010", Severity.ERROR, NEVER) if truth is NO else ("W011", Severity.WARNING, ALWAYS)
            )
            place = file.place_of(("rules", numbers[rule.code], "when"))
            figures: dict[str, str | int] = {"choices": f" ({named})" if named else ""}
            found[rule.code] = Finding(f"eligibility.{number}", severity, place, wording, figures)
    return list(found.values())


def always(condition: Condition) -> Truth | None:
    """Give the answer that a condition has whatever its atoms are; None if it depends on them, or has too many.

    Atoms that imply one another, such as 6 and 2 years of the same service, are not tried against it.
    """
    atoms: list[Condition] = []
    for part in conditions_in(condition):
        if not isinstance(part, Junction) and part not in atoms:
            atoms.append(part)
    if len(atoms) > MOST_ATOMS:
        return None
    implied = [
        (first, second)
        for first, atom in enumerate(atoms)
        for second, other in enumerate(atoms)
        if first != second and atom.implies(other)
    ]
    seen: set[Truth] = set()
    for truths in product((NO, YES), repeat=len(atoms)):
        if any(truths[first] is YES and truths[second] is NO for first, second in implied):
            continue
        seen.add(_answer(condition, atoms, truths))
        if len(seen) > 1:
            return None
    return seen.pop()


def _answer(condition: Condition, atoms: list[Condition], truths: tuple[Truth, ...]) -> Truth:
    if isinstance(condition, Junction):
        return condition.join([_answer(part, atoms, truths) for part in condition.children()])
    return truths[atoms.index(condition)]
