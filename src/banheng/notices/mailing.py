"""Notices by e-mail: their titles and where they stand, nothing of what exactly happened."""

from __future__ import annotations

from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext, ngettext

from banheng.notices.errors import Fault, NotSent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.models import User
    from banheng.notices.models import Notice


def can_mail(user: User) -> bool:
    """Tell whether the site sends mail and somebody has an address."""
    return bool(settings.EMAIL_HOST and user.email and user.is_active)


def mail(notices: Sequence[Notice]) -> None:
    """Send notices of one person and school in one mail.

    Its number is that of the first notice, so that a mail program shows a mail that was sent twice once.

    Raises:
        NotSent: it was not taken.
    """
    user, school = notices[0].recipient, notices[0].school
    if not can_mail(user):
        raise NotSent(Fault.NO_ADDRESS)
    message = EmailMessage(
        _subject(notices),
        _body(notices),
        to=[user.email],
        headers={"Message-ID": f"<notice-{notices[0].pk}@{school.code}.banheng>"},
    )
    try:
        message.send()
    except TimeoutError as error:
        raise NotSent(Fault.TIMEOUT) from error
    except SMTPException as error:
        raise NotSent(Fault.REFUSED, _said(error)) from error
    except OSError as error:
        raise NotSent(Fault.UNREACHABLE, error.strerror or "") from error


def _subject(notices: Sequence[Notice]) -> str:
    school = notices[0].school.name
    if len(notices) == 1:
        return f"[{school}] {notices[0].title}"
    count = len(notices)
    return f"[{school}] " + ngettext("%(count)d 条新消息", "%(count)d 条新消息", count) % {"count": count}


def _body(notices: Sequence[Notice]) -> str:
    lines = [f"{notice.title}\n{settings.SITE_ADDRESS}{notice.link}" for notice in notices]
    way_out = gettext("哪些消息发邮件、什么时候不打扰，可以在网站的“消息设置”里选择。")
    return "\n\n".join([*lines, way_out]) + "\n"


def _said(error: SMTPException) -> str:
    """Give the code of the server's answer; its words may name the address."""
    if isinstance(error, SMTPRecipientsRefused):
        return ", ".join(f"SMTP {code}" for code, _words in error.recipients.values())
    return f"SMTP {error.smtp_code}" if isinstance(error, SMTPResponseException) else ""
