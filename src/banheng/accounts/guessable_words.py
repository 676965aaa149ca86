"""Words that people here would try first as a password: of this product, of its roles, of the own school."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.accounts.models import User

WORDS = ("banheng", "班衡", "banzhuren", "班主任", "xuexiao", "学校")
SHORTEST = {True: 4, False: 2}
"""Letters of a school's code or name that are looked for, in ASCII or not: a code such as `s1` meets by chance."""


class GuessableWordsValidator:
    """Refuse a password that holds one of these words.

    Source: OWASP ASVS 5.0, 6.1.2 and 6.2.11.
    """

    def validate(self, password: str, user: User | None = None) -> None:
        """Look for the words, whatever the case."""
        written = password.casefold()
        found = next((word for word in _words(user) if word.casefold() in written), None)
        if found is not None:
            raise ValidationError(
                gettext("密码里有“%(word)s”，熟悉学校的人容易猜到。请换一个不含校名和系统名的密码。")
                % {"word": found},
                code="guessable_word",
            )

    def get_help_text(self) -> str:
        """Say it before somebody writes."""
        return gettext("密码里不要有校名、学校代码、“班主任”或系统的名字。")


def _words(user: User | None) -> Iterator[str]:
    yield from WORDS
    school = user.school if user is not None else None
    if school is not None:
        yield from (word for word in (school.code, school.name) if len(word) >= SHORTEST[word.isascii()])
