"""Compare two results of the same people: another version of the scheme, or evidence put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.core.money import format_yuan
from banheng.core.points import format_units
from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.scoring.outcome import ScoreSheet, SubjectResult

VERSION = "banheng-what-if/1"

WORDINGS = {
    "title": Wording(
        "如果改用“{after}”（{after_period}），与“{before}”（{before_period}）相比：",
        "{after} ({after_period}) instead of {before} ({before_period}):",
    ),
    "people": Wording("共 {people} 人", "{people} teachers"),
    "totals": Wording(
        "总分：{rise} 人上升，{fall} 人下降，{same} 人不变", "totals: {rise} rise, {fall} fall, {same} stay"
    ),
    "ranks": Wording("排名：{rise} 人上升，{fall} 人下降", "ranks: {rise} rise, {fall} fall"),
    "ratings": Wording("等次：{changed} 人有变动", "ratings: {changed} change"),
    "pay": Wording(
        "津贴：{gain} 人多得，{lose} 人少得，合计 {yuan} 元",
        "pay: {gain} gain, {lose} lose, {yuan} yuan together",
    ),
    "only_before": Wording("只有原结果", "only in the result before"),
    "only_after": Wording("只有新结果", "only in the result after"),
    "total": Wording("总分 {before} → {after}（{change}）", "total {before} → {after} ({change})"),
    "same_total": Wording("总分 {after}（不变）", "total {after} (unchanged)"),
    "rank": Wording("排名 {before} → {after}", "rank {before} → {after}"),
    "rating": Wording("等次 {before} → {after}", "rating {before} → {after}"),
    "yuan": Wording("津贴 {change} 元", "pay {change} yuan"),
    "none": Wording("无", "none"),
    "changes": Wording("{name}：{changes}", "{name}: {changes}"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """What matters of one result: total in units, rank, rating, pay in fen."""

    total: int
    rank: int | None
    rating: str
    rating_name: str
    fen: int


@dataclass(frozen=True, slots=True)
class Change:
    """One teacher with a class in both results; a side is None if the subject is not in it."""

    key: str
    name: str
    before: Standing | None
    after: Standing | None

    @property
    def total(self) -> int:
        """Give how far the total moves, in units; 0 if one side is lacking."""
        return self.after.total - self.before.total if self.before and self.after else 0

    @property
    def rank(self) -> int:
        """Give how many places are gained; 0 if one side has no rank."""
        if self.before is None or self.after is None:
            return 0
        if self.before.rank is None or self.after.rank is None:
            return 0
        return self.before.rank - self.after.rank

    @property
    def rating(self) -> bool:
        """Tell whether the rating is another one."""
        if self.before is None or self.after is None:
            return False
        return self.before.rating_name != self.after.rating_name

    @property
    def moves(self) -> bool:
        """Tell whether anything changes: total, rank, rating or pay, or that there is a result at all."""
        if self.before is None or self.after is None:
            return True
        return bool(self.total or self.before.rank != self.after.rank or self.rating or self.fen)

    @property
    def fen(self) -> int:
        """Give what is gained in pay; a side that is lacking pays nothing."""
        return (self.after.fen if self.after else 0) - (self.before.fen if self.before else 0)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two results side by side. Lines of classes are left out: they are neither ranked nor rated nor paid."""

    before: ScoreSheet
    after: ScoreSheet
    changes: tuple[Change, ...]

    def summary(self) -> dict[str, int]:
        """Count who rises and falls in total, rank, rating and pay."""
        both = [change for change in self.changes if change.before and change.after]
        return {
            "subjects": len(self.changes),
            "only_before": sum(change.after is None for change in self.changes),
            "only_after": sum(change.before is None for change in self.changes),
            "total_rises": sum(change.total > 0 for change in both),
            "total_falls": sum(change.total < 0 for change in both),
            "total_stays": sum(change.total == 0 for change in both),
            "rank_rises": sum(change.rank > 0 for change in both),
            "rank_falls": sum(change.rank < 0 for change in both),
            "rating_changes": sum(change.rating for change in both),
            "pay_gains": sum(change.fen > 0 for change in self.changes),
            "pay_losses": sum(change.fen < 0 for change in self.changes),
            "pay_fen": sum(change.fen for change in self.changes),
        }

    def as_text(self, language: Language, *, everyone: bool = True) -> str:
        """Tell the summary, then every subject, or only those who move."""
        told = [change for change in self.changes if everyone or change.moves]
        summary = self.summary()
        say = _Saying(language)
        lines = [
            say(
                "title",
                before=self.before.scheme.title,
                before_period=self.before.period.code,
                after=self.after.scheme.title,
                after_period=self.after.period.code,
            ),
            say("people", people=summary["subjects"]),
            say(
                "totals",
                rise=summary["total_rises"],
                fall=summary["total_falls"],
                same=summary["total_stays"],
            ),
            say("ranks", rise=summary["rank_rises"], fall=summary["rank_falls"]),
            say("ratings", changed=summary["rating_changes"]),
            say(
                "pay",
                gain=summary["pay_gains"],
                lose=summary["pay_losses"],
                yuan=_signed(format_yuan(summary["pay_fen"])),
            ),
            "",
            *(say("changes", name=change.name, changes=say.change(change)) for change in told),
        ]
        return "\n".join(lines) + "\n"

    def as_json(self) -> dict[str, Any]:
        """Give the comparison as plain data, in the form of docs/reference/explanation-format.md."""
        return {
            "version": VERSION,
            "before": _sheet(self.before),
            "after": _sheet(self.after),
            "summary": {**self.summary(), "pay_yuan": format_yuan(self.summary()["pay_fen"])},
            "subjects": [
                {
                    "key": change.key,
                    "name": change.name,
                    "before": _side(change.before),
                    "after": _side(change.after),
                    "total_change": format_units(change.total),
                    "places_gained": change.rank,
                    "rating_changes": change.rating,
                    "pay_change_fen": change.fen,
                }
                for change in self.changes
            ],
        }


def what_if(before: ScoreSheet, after: ScoreSheet) -> WhatIf:
    """Compare two sheets subject by subject: those of `before` in its order, then those only in `after`."""
    old = {result.subject.key: result for result in before.results if not result.subject.is_class_line}
    new = {result.subject.key: result for result in after.results if not result.subject.is_class_line}
    keys = [*old, *(key for key in new if key not in old)]
    changes = tuple(
        Change(
            key,
            (new.get(key) or old[key]).subject.name,
            _standing(old.get(key), before),
            _standing(new.get(key), after),
        )
        for key in keys
    )
    return WhatIf(before, after, changes)


def _standing(result: SubjectResult | None, sheet: ScoreSheet) -> Standing | None:
    if result is None:
        return None
    names = {rating.code: rating.name for rating in sheet.ends.ratings}
    return Standing(result.total, result.rank, result.rating, names.get(result.rating, ""), result.pay)


class _Saying:
    """Words in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, sentence: str, **figures: object) -> str:
        return WORDINGS[sentence].say(self.language, **figures)

    def change(self, change: Change) -> str:
        between = "；" if self.language is Language.ZH_HANS else "; "
        return between.join(self.parts(change))

    def parts(self, change: Change) -> Iterator[str]:
        before, after = change.before, change.after
        if before is None or after is None:
            yield self("only_after" if before is None else "only_before")
        elif change.total:
            moved = _signed(format_units(change.total))
            yield self(
                "total", before=format_units(before.total), after=format_units(after.total), change=moved
            )
        else:
            yield self("same_total", after=format_units(after.total))
        if before and after and before.rank != after.rank:
            yield self("rank", before=before.rank or self("none"), after=after.rank or self("none"))
        if before and after and change.rating:
            old, new = before.rating_name, after.rating_name
            yield self("rating", before=old or self("none"), after=new or self("none"))
        if change.fen:
            yield self("yuan", change=_signed(format_yuan(change.fen)))


def _signed(figure: str) -> str:
    """Write a plus before what is gained."""
    return f"+{figure}" if figure.strip("0.") and not figure.startswith("-") else figure


def _sheet(sheet: ScoreSheet) -> dict[str, str]:
    return {"scheme": sheet.scheme.scheme, "title": sheet.scheme.title, "period": sheet.period.code}


def _side(standing: Standing | None) -> dict[str, Any] | None:
    if standing is None:
        return None
    return {
        "total": format_units(standing.total),
        "rank": standing.rank,
        "rating": standing.rating,
        "rating_name": standing.rating_name,
        "pay_fen": standing.fen,
        "pay_yuan": format_yuan(standing.fen),
    }
