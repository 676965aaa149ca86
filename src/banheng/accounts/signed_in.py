"""Who sends a request: session and account, found at every request as Django finds them, by a ready query."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from banheng.accounts.models import User
from banheng.schools.queries import Query

SESSION = Query(Session, "SELECT * FROM django_session WHERE session_key = %s AND expire_date > %s")
USER = Query(
    User,
    """
    SELECT *, EXISTS (SELECT 1 FROM accounts_secondfactorrule) AS some_need_second_factor
    FROM accounts_user WHERE id = %s
    """,
)


class SessionStore(DatabaseStore):
    def _get_session_from_db(self) -> Session | None:
        found = SESSION.first(self.session_key, timezone.now())
        if found is None:
            self._session_key = None
        return found


class AccountBackend(AuthenticationBackend):
    def get_user(self, user_id: int) -> User | None:
        """Give an account that may sign in."""
        user = USER.first(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
