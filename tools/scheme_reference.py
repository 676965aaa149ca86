"""Write scheme-language.md, duty-packs.md or eligibility.md of docs/reference to standard output, from the models: `[duties|eligibility]`."""

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from enum import StrEnum
from types import ModuleType

from pydantic_core import PydanticUndefined

import banheng.eligibility
import banheng.routines
import banheng.rules
import banheng.schemes
from banheng.core.points import format_units
from banheng.eligibility.condition import Condition
from banheng.eligibility.facts import Fact
from banheng.eligibility.loading import list_packs, load_pack, pack_path
from banheng.rules.node import Node
from banheng.rules.rule import Rule

INTRODUCTION = """\
# Scheme language

Every key that a scheme may hold, with its type and what it is if left out.
A key that is not listed is refused, with its line and the nearest right key.
This page is written by `make docs` from the models; change their docstrings.

A `Figure` is a decimal number with at most four decimals (`Positive` above 0, `NotNegative` from 0 on), a `Count` a whole number from 0 on (`PositiveCount` from 1 on), `Fen` a whole number of fen.
`null` in the place of any of them is a blank: the scheme loads, and cannot be put in force.
Every part may also carry `clause`, `note` and `assumption`.
"""


DUTIES = """\
# Duty packs

Every key that a duty pack (常规) may hold, with its type and what it is if left out.
This page is written by `make docs` from the models; change their docstrings.

A `Count` is a whole number from 0 on; `null` in its place is a blank that the school fills in before the pack is put in force.
Every part may also carry `clause`, `note` and `assumption`.
A kind of timing is chosen by `kind`; a day that is no school day is moved inside its week, month or term, never out of it.

```yaml
pack: own
title: 本校班主任常规
duties:
  - {code: morning_check, group: 每日, name: 晨检和清点人数, when: {kind: daily, by: "08:30"}, proof: count, clause: 002-I-04}
  - {code: class_meeting, group: 每周, name: 开好班会, when: {kind: weekly}, proof: form, form_of: {form: class_meeting}, feeds: {item: meetings}}
  - {code: talks, group: 每周, name: 找学生谈心, when: {kind: weekly}, proof: form, form_of: {form: pupil_talk, counted: pupils, number: 3}}
  - {code: month_summary, group: 每月, name: 写好月总结, when: {kind: monthly, on: last}, grace_days: 2, escalate_days: 3}
  - {code: term_plan, group: 学期, name: 交班主任工作计划, when: {kind: termly, week: 2}, remind_days: 3}
  - {code: guardian, group: 安全, name: 通知监护人, when: {kind: event, event: 学生受伤, within_minutes: 15}, proof: form, form_of: {form: incident, step: guardian}}
```

The forms stand in [Work forms](work-forms.md).
`banheng duty lint` checks a pack, `banheng duty due` lists its due days.
"""


ELIGIBILITY = """\
# Rules about persons

A rule pack says who may and who must: hold the post, be given the certificate, be promoted, have a mentor, rest, leave.
`banheng eligibility check` answers its rules for people at a date; `lint` checks a pack, `show` says it in words.
This page is written by `make docs` from the models and the library; change their docstrings and the packs.

```yaml
pack: own
title: 本校班主任任职规则
title_en: Rules of our school
settings:
  - code: newcomers
    name: 新教师能不能当班主任
    name_en: whether new teachers may serve
    chosen: null # must be chosen before the rules are put in force
    options:
      - {code: paired, name: 结对后可以, name_en: if paired, consequence: 没有结对的不行, consequence_en: not without a mentor}
      - {code: never, name: 不可以, name_en: never, consequence: 一律满三年, consequence_en: three years for everybody}
rules:
  - code: serve
    name: 任职条件
    name_en: who may serve
    kind: serve
    clause: 001-V-01
    when:
      kind: all
      of:
        - {kind: qualified, of_stage: true}
        - kind: by_setting
          setting: newcomers
          options:
            paired: {kind: any, of: [{kind: teaching_years, years: 3}, {kind: paired, side: mentee, name: 有师傅, name_en: has a mentor}]}
            never: {kind: teaching_years, years: 3}
  - code: hours
    name: 五年 20 学时
    name_en: 20 hours in five years
    kind: hours
    hard: false # in principle: it only warns
    when: {kind: training, training: [centralised], unit: hours, at_least: 20, within_years: 5, name: 集中培训, name_en: training}
```

The facts about people stand in a file of their own, YAML or JSON:

```yaml
people:
  - name: 王老师
    stage: junior
    teaching_since: 2015-09-01
    qualifications: [{stage: junior, since: 2015-06-01}]
    posts: [{since: 2020-09-01, until: 2022-08-31}, {since: 2024-09-01}]
    training: [{training: centralised, on: 2025-07-10, hours: 14}]
    confirmed: {ethics: true, applied: 2026-06-01}
```

## Yes, no and unknown

What is not recorded is unknown, and not held against anybody; `[]` says that there is none.
An unknown part leaves the whole unknown only where it could still turn it (Kleene's strong logic): *any* is yes as soon as one part is, *all* is no as soon as one is.
Recording what was unknown therefore never turns a yes or a no.

What follows from an answer depends on the kind of the rule:

| Kind of rule | Yes | No | No, and `hard: false` |
|---|---|---|---|
| `rest`, `exit`, `veto`, `account`, `cycle` | `due` (`advised` with `hard: false`) | `not_due` | `not_due` |
| `direct`, `priority`, `return` | `open` | `closed` | `closed` |
| all others | `met` | `blocked` | `warned` |

## Days and years

A year is full on the same day of the year, and of 29 February on the 28th where there is no 29th.
The last *n* years end with the day of asking and begin on the day after the same day *n* years before, so that an honour of exactly three years ago no longer counts.
`calendar` and `school` count whole years instead: this one and those before it; `cycle_from` counts fixed rounds.
Service in total lays the days of all spans end to end from the first one on; what overlaps counts once.
Results of a year count from 1 September, when the academic year has ended.

## Findings

`banheng eligibility lint` names faults in what a pack says by the `schemes.` numbers of [Findings](findings.md), and these:

| Finding | Severity | Meaning |
|---|---|---|
| `eligibility.E001` | error | A figure is left open (`null`), in no option that is not chosen. |
| `eligibility.E002` | error | A setting is not chosen. |
| `eligibility.E003` | error | A choice names a setting or option that does not exist. |
| `eligibility.E010` | error | The condition contradicts itself and is never met. |
| `eligibility.W011` | warning | The condition is always met. |
| `eligibility.W012` | warning | No rule uses the setting. |
"""


FORMS = "banheng.routines.work_form"
"""No part of a pack; the forms have a page of their own."""


def modules(package: ModuleType) -> Iterator[ModuleType]:
    """Import and yield all modules of a package."""
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def parts(kind: type, package: ModuleType) -> list[type]:
    """List the subclasses of a kind that a package defines, in the order of its modules and lines."""
    return [
        member
        for module in modules(package)
        for member in vars(module).values()
        if inspect.isclass(member) and issubclass(member, kind) and member.__module__ == module.__name__
        if module.__name__ != FORMS
    ]


def key_meanings(part: type) -> dict[str, str]:
    """Read the `Attributes` of a docstring; one line may explain several keys."""
    _, _, attributes = (inspect.cleandoc(part.__doc__ or "")).partition("Attributes:\n")
    entries = re.findall(r"^ {4}(\w[\w, ]*): (.*(?:\n {5,}.*)*)", attributes, re.MULTILINE)
    return {key: " ".join(meaning.split()) for keys, meaning in entries for key in keys.split(", ")}


def node_section(part: type[Node]) -> str:
    """Write one part: what it is, and a table of its keys."""
    summary = inspect.cleandoc(part.__doc__ or "").partition("Attributes:\n")[0].strip()
    meanings = {
        key: meaning for base in reversed(part.__mro__) for key, meaning in key_meanings(base).items()
    }
    rows = []
    for key, field in part.model_fields.items():
        if key in Node.model_fields:
            continue
        written = next(str(base.__annotations__[key]) for base in part.__mro__ if key in base.__annotations__)
        default = "required" if field.is_required() else default_text(field.default, written)
        kind = written.replace("|", "\\|")
        rows.append(f"| `{field.alias or key}` | {kind} | {default} | {meanings.get(key, '')} |\n")
    table = "| Key | Type | If left out | Meaning |\n|---|---|---|---|\n" + "".join(rows) if rows else ""
    return f"\n### {part.__name__}\n\n{summary}\n\n{table}"


def default_text(default: object, written: str) -> str:
    """Write a default as a scheme would; figures are kept in units."""
    if default is PydanticUndefined or default in (None, (), {}) or isinstance(default, Node):
        return "—"
    if isinstance(default, int) and re.match(r"(Figure|Positive|NotNegative)\b", written):
        return f"`{format_units(default)}`"
    return str(default).lower() if isinstance(default, bool) else f"`{default}`"


def enum_section(choice: type[StrEnum]) -> str:
    """Write one choice with its words."""
    summary = inspect.cleandoc(choice.__doc__ or "").strip() if "__doc__" in vars(choice) else ""
    return f"\n### {choice.__name__}\n\n{summary}\n\n{', '.join(f'`{word}`' for word in choice)}\n"


def page() -> str:
    """Write the whole page."""
    rules = [part for part in parts(Rule, banheng.rules) if "kind" in part.model_fields]
    shared = [part for part in parts(Node, banheng.rules) if not issubclass(part, Rule) and part is not Node]
    sections = [
        ("The tree and what follows from it", parts(Node, banheng.schemes)),
        ("Rule kinds", rules),
        ("Parts of rules", shared),
    ]
    text = INTRODUCTION
    for title, found in sections:
        text += f"\n## {title}\n" + "".join(node_section(part) for part in found)
    choices = {
        choice.__name__: choice
        for owner in (banheng.schemes, banheng.rules)
        for choice in parts(StrEnum, owner)
    }
    return text + "\n## Choices\n" + "".join(enum_section(choice) for choice in choices.values())


def duties_page() -> str:
    """Write the page of duty packs."""
    text = DUTIES + "\n## Parts\n" + "".join(map(node_section, parts(Node, banheng.routines)))
    return text + "\n## Choices\n" + "".join(map(enum_section, parts(StrEnum, banheng.routines)))


def eligibility_page() -> str:
    """Write the page of rule packs."""
    found = parts(Node, banheng.eligibility)
    conditions = [part for part in found if issubclass(part, Condition)]
    sections = [
        ("Parts", [part for part in found if part not in conditions]),
        ("Conditions", [part for part in conditions if "kind" in part.model_fields]),
        ("Facts", [part for part in parts(Fact, banheng.eligibility) if part is not Fact]),
    ]
    text = ELIGIBILITY + "\n## Packs of the library\n\n" + packs_table()
    for title, listed in sections:
        text += f"\n## {title}\n" + "".join(map(node_section, listed))
    return text + "\n## Choices\n" + "".join(map(enum_section, parts(StrEnum, banheng.eligibility)))


def packs_table() -> str:
    """List the rule packs with their rules, and the settings that a school must choose."""
    rows = ["| Code | Title | Rules | To be chosen |\n|---|---|---|---|\n"]
    for code in list_packs():
        pack = load_pack(pack_path(code)).pack
        rules = ", ".join(f"`{rule.code}`" for rule in pack.rules)
        chosen = ", ".join(f"`{setting.code}`" for setting in pack.settings if setting.chosen is None)
        rows.append(f"| `{code}` | {pack.title} ({pack.title_en}) | {rules} | {chosen or '—'} |\n")
    return "".join(rows)


PAGES = {"duties": duties_page, "eligibility": eligibility_page}


if __name__ == "__main__":
    print(PAGES.get(sys.argv[-1], page)(), end="")
