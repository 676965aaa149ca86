"""The rule pack: what a policy says about who may and who must, as data."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from banheng.eligibility.facts import About
from banheng.eligibility.junctions import ByRule, BySetting
from banheng.eligibility.kinds import AnyCondition
from banheng.rules.figures import Blank
from banheng.rules.node import Code, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banheng.eligibility.condition import Condition


class RuleKind(StrEnum):
    """What a rule is about; what a yes and a no mean follows from it (`answer.py`)."""

    SERVE = "serve"  # who may be a homeroom teacher
    CERTIFICATE = "certificate"  # who is given the certificate
    DIRECT = "direct"  # who may be given it without training
    APPOINT = "appoint"  # whether an appointment is complete
    START = "start"  # who may begin
    TERM = "term"  # how long a term of office is
    STAY = "stay"  # what is asked of whoever is in the post
    HOURS = "hours"  # training that is asked for
    PRACTICE = "practice"  # practice in enterprises
    WORKLOAD = "workload"
    ALLOWANCE = "allowance"
    PROMOTE = "promote"  # who may be promoted to what
    MENTOR = "mentor"  # who must have a mentor, or be one
    STUDIO_MEMBER = "studio_member"
    CLASS_CHECK = "class_check"  # whether a class is staffed
    PRIORITY = "priority"  # who goes before others
    RETURN = "return"  # who may come back after a rest
    REST = "rest"  # who is to rest
    EXIT = "exit"  # who is removed or replaced
    VETO = "veto"
    ACCOUNT = "account"  # who is to put something right or answers for it
    CYCLE = "cycle"  # whether what is held in turn is due again


class Option(Node):
    """One way to read a policy.

    Attributes:
        name, name_en: what it is called.
        consequence, consequence_en: what follows from it for people.
    """

    code: Code
    name: str
    name_en: str
    consequence: str
    consequence_en: str


class Setting(Node):
    """A choice that the policy leaves open, or makes twice.

    Attributes:
        name, name_en: the question.
        options: the ways to answer it.
        chosen: the option that holds; `null` must be chosen before the pack is put in force.
    """

    code: Code
    name: str
    name_en: str
    options: tuple[Option, ...] = Field(min_length=2)
    chosen: Code | None

    @property
    def codes(self) -> list[str]:
        """List the codes of the options."""
        return [option.code for option in self.options]

    @field_validator("chosen", mode="before")
    @classmethod
    def _blank_is_open(cls, chosen: object) -> object:
        return None if isinstance(chosen, Blank) else chosen

    @model_validator(mode="after")
    def _chosen_exists(self) -> Self:
        if len(set(self.codes)) < len(self.codes):
            raise PydanticCustomError("option_twice", "two options have one code")
        if self.chosen is not None and self.chosen not in self.codes:
            raise PydanticCustomError("unknown_option", "no option has the code that is chosen")
        return self


class EligibilityRule(Node):
    """One rule.

    Attributes:
        name, name_en: what it is called.
        kind: what it is about.
        about: whom or what it asks about.
        hard: it blocks; "in principle" is not hard, and only warns.
        only: it holds only with one of these options of a setting, by the setting's code.
        when: the condition.
    """

    code: Code
    name: str
    name_en: str
    kind: RuleKind
    about: About = About.PERSON
    hard: bool = True
    only: dict[Code, tuple[Code, ...]] = Field(default_factory=dict)
    when: AnyCondition


class Source(Node):
    """Where a pack comes from."""

    clauses: tuple[str, ...] = ()


class RulePack(Node):
    """The rules of a policy.

    Attributes:
        pack: the code, the same in all its versions.
        settings: what is to be chosen; rules refer to them.
    """

    pack: Code
    title: str
    title_en: str
    source: Source = Source()
    settings: tuple[Setting, ...] = ()
    rules: tuple[EligibilityRule, ...] = Field(min_length=1)

    def choices(self, other: Mapping[str, str] | None = None) -> dict[str, str]:
        """Give the chosen option of each setting that has one; `other` choices go before those of the pack."""
        chosen = {setting.code: setting.chosen for setting in self.settings if setting.chosen is not None}
        return {**chosen, **(other or {})}

    def rules_with(self, choices: Mapping[str, str]) -> tuple[EligibilityRule, ...]:
        """Give the rules that hold with these choices, each with its whole condition.

        Args:
            choices: an option for each setting.
        """
        written = {rule.code: rule.when for rule in self.rules}

        def resolve(condition: Condition) -> Condition:
            if isinstance(condition, BySetting):
                return resolve(condition.options[choices[condition.setting]])
            if isinstance(condition, ByRule):
                return resolve(written[condition.rule])
            return condition.rewritten(resolve)

        return tuple(
            rule.model_copy(update={"when": resolve(rule.when)})
            for rule in self.rules
            if all(choices[setting] in options for setting, options in rule.only.items())
        )

    def all_choices(self) -> Iterator[dict[str, str]]:
        """Go through every combination of options."""
        codes = [setting.code for setting in self.settings]
        for options in product(*(setting.codes for setting in self.settings)):
            yield dict(zip(codes, options, strict=True))

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        rules, settings = (_twice(part.code for part in parts) for parts in (self.rules, self.settings))
        if rules:
            raise ValueError(f"two rules have the code {rules}")
        if settings:
            raise ValueError(f"two settings have the code {settings}")
        return self

    @model_validator(mode="after")
    def _references_exist(self) -> Self:
        options = {setting.code: set(setting.codes) for setting in self.settings}
        above: set[str] = set()
        for rule in self.rules:
            for setting, named in rule.only.items():
                if not set(named) <= options.get(setting, set()):
                    raise ValueError(
                        f"'only' names a setting or option that the pack does not have: {rule.code}"
                    )
            for condition in conditions_in(rule.when):
                if isinstance(condition, ByRule) and condition.rule not in above:
                    raise ValueError(f"no rule above has the code {condition.rule}")
                if isinstance(condition, BySetting):
                    if condition.setting not in options:
                        raise ValueError(f"no setting has the code {condition.setting}")
                    if set(condition.options) != options[condition.setting]:
                        raise ValueError(
                            f"each option of the setting has a condition, no other has: {rule.code}"
                        )
            above.add(rule.code)
        return self


def _twice(codes: Iterable[str]) -> str:
    return ", ".join(code for code, number in Counter(codes).items() if number > 1)


def conditions_in(condition: Condition) -> Iterator[Condition]:
    """Walk through a condition and all inside it."""
    yield condition
    for child in condition.children():
        yield from conditions_in(child)
