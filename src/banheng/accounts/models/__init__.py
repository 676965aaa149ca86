"""Who signs in, in which roles, with which pass, and what was changed about it by whom."""

from banheng.accounts.models.account_event import AccountEvent
from banheng.accounts.models.inspector_pass import InspectorPass
from banheng.accounts.models.role_grant import RoleGrant, held_on
from banheng.accounts.models.second_factor_rule import SecondFactorRule
from banheng.accounts.models.sign_in_attempt import SignInAttempt
from banheng.accounts.models.token import FirstAnswer, Token
from banheng.accounts.models.user import User

__all__ = [
    "AccountEvent",
    "FirstAnswer",
    "InspectorPass",
    "RoleGrant",
    "SecondFactorRule",
    "SignInAttempt",
    "Token",
    "User",
    "held_on",
]
