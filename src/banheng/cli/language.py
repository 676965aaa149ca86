"""In which language the command speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.wording import Language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import click

CHOICES = {"zh": Language.ZH_HANS, "en": Language.EN}


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Take the language of `--lang`, else of BANHENG_LANG, else of LANG, else Chinese.

    The arguments are looked through before they are parsed, because help texts and usage errors need the answer.

    Examples:
        >>> choose_language(["score", "--lang", "en"], {}), choose_language([], {"LANG": "en_US.UTF-8"})
        (<Language.EN: 'en'>, <Language.EN: 'en'>)
    """
    wanted = [environment.get("LANG", ""), environment.get("BANHENG_LANG", "")]
    for number, argument in enumerate(arguments):
        if argument == "--lang":
            wanted += arguments[number + 1 : number + 2]
        elif argument.startswith("--lang="):
            wanted.append(argument.removeprefix("--lang="))
    named = [CHOICES[word[:2].lower()] for word in wanted if word[:2].lower() in CHOICES]
    return named[-1] if named else Language.ZH_HANS


def language_of(context: click.Context) -> Language:
    """Give the language that was chosen for this call."""
    return context.obj if isinstance(context.obj, Language) else Language.ZH_HANS
