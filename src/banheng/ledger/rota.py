"""Share out the weeks of a term among those who take turns."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from banheng.ledger.duties import put_on_duty, take_off_duty
from banheng.ledger.models import Duty

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.ledger.duty_weeks import TeachingWeek
    from banheng.ledger.models import Post


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody on a post in a week.

    Attributes:
        is_new: it is not yet on the rota.
    """

    week: TeachingWeek
    post: Post
    user: User
    is_new: bool


def plan_rota(
    weeks: Sequence[TeachingWeek],
    people: Sequence[User],
    posts: Sequence[Post],
    *,
    day: date,
    again: bool = False,
) -> list[Place]:
    """Plan who is on which post in each week with school days: whoever had fewest turns comes next.

    Whoever was last on duty longest ago goes before others with as many turns, then who had the post
    fewest times, then the order of `people`. The same input gives the same plan.

    Args:
        weeks: of the term, in order; turns of all of them count.
        people: who take turns, at least one.
        posts: those to fill; a post on which somebody is already stays as it is.
        day: weeks that are over on it stay as they are.
        again: fill also the posts of weeks that begin after the day anew.
    """
    turns: Counter[int] = Counter()
    on_post: Counter[tuple[int, int]] = Counter()
    latest: dict[int, int] = {}
    places: list[Place] = []
    kept = {week.monday: _kept(week, posts, again=again and week.first > day) for week in weeks}
    turns.update(place.user.pk for known in kept.values() for place in known)
    for number, week in enumerate(weeks):
        here = list(kept[week.monday])
        manned = {place.post.pk for place in here}
        for post in posts if week.days and not week.is_over(day) else ():
            if post.pk in manned:
                continue
            busy = Counter(place.user.pk for place in here)

            def due(user: User, busy: Counter[int] = busy, post: Post = post) -> tuple[int, int, int, int]:
                pk = user.pk
                return busy[pk], turns[pk], latest.get(pk, -1), on_post[pk, post.pk]

            user = min(people, key=due)
            here.append(Place(week, post, user, is_new=True))
            turns[user.pk] += 1
        for place in here:
            latest[place.user.pk] = number
            on_post[place.user.pk, place.post.pk] += 1
        places += here
    return places


def _kept(week: TeachingWeek, posts: Sequence[Post], *, again: bool) -> list[Place]:
    duties = week.duty_week.duties.all() if week.duty_week else ()
    filled_again = {post.pk for post in posts} if again else set()
    return [
        Place(week, duty.post, duty.user, is_new=False)
        for duty in duties
        if not duty.post.for_pupils and duty.post_id not in filled_again
    ]


@transaction.atomic
def make_rota(places: Sequence[Place], *, by: User, at: datetime) -> None:
    """Put a plan on the rota. Who stood on one of its new places before is taken off it.

    Raises:
        DutyRefused: a week is over meanwhile.
    """
    for place in places:
        if place.is_new and place.week.duty_week:
            former = Duty.objects.filter(week=place.week.duty_week, post=place.post).exclude(user=place.user)
            for duty in former.select_related("week__school", "post", "user"):
                take_off_duty(duty, by=by, at=at)
    for place in places:
        if place.is_new:
            put_on_duty(place.week, place.post, place.user, by=by, at=at)
