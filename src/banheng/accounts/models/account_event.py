from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.accounts.models.role_grant import RoleGrant
from banheng.schools.models import School


class AccountEvent(models.Model):
    """What was changed about an account, by whom and when. Events are added, never changed.

    `by` is empty where the system itself or its operator on the command line acted.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("开通账号")
        ROLE_GRANTED = "role_granted", _("授予角色")
        ROLE_ENDED = "role_ended", _("结束角色")
        PASSWORD_RESET = "password_reset", _("重设密码")
        PASSWORD_CHANGED = "password_changed", _("本人修改密码")
        SECOND_FACTOR_RESET = "second_factor_reset", _("清除第二重验证")
        SIGNED_OUT = "signed_out", _("在所有设备上退出")
        DEACTIVATED = "deactivated", _("停用账号")
        ACTIVATED = "activated", _("恢复账号")
        PASS_MADE = "pass_made", _("发放检查证")
        PASS_USED = "pass_used", _("用检查证登录")
        PASS_REVOKED = "pass_revoked", _("收回检查证")
        TOKEN_MADE = "token_made", _("生成接口令牌")
        TOKEN_REVOKED = "token_revoked", _("收回接口令牌")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="events")
    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, blank=True)
    kind = models.CharField(max_length=30, choices=Kind)
    grant = models.ForeignKey(RoleGrant, on_delete=models.CASCADE, null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.user}"
