"""Who signs in, and in which roles."""

from banheng.accounts.models.role_grant import RoleGrant
from banheng.accounts.models.user import User

__all__ = ["RoleGrant", "User"]
