"""Why something is not done to an account; each sentence says what to do."""

from __future__ import annotations


class AccountRefused(Exception):
    """A change of an account that is not made; the message is the sentence for people."""


class PassRefused(AccountRefused):
    """A pass that does not sign in."""


class TooManyAttempts(AccountRefused):
    """Passwords were tried too often; the message says when to try again."""
