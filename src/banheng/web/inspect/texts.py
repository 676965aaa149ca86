"""The sentences that the screen's script says by itself."""

from __future__ import annotations

from django.utils.translation import gettext


def texts() -> dict[str, str]:
    """Give them in the language of the request; `{}` stands for a number or a name."""
    return {
        "allSent": gettext("全部已送达"),
        "waiting": gettext("{} 条等待发送"),
        "sending": gettext("正在发送…"),
        "offline": gettext("没有网络，{} 条保存在这台手机上，联网后自动发送"),
        "offlineNone": gettext("没有网络，可以照常记录"),
        "signedOut": gettext("登录已过期，{} 条保存在这台手机上"),
        "forbidden": gettext("这个账号现在不能记录，{} 条保存在这台手机上"),
        "server": gettext("服务器暂时不能保存，{} 条保存在这台手机上，稍后自动重试"),
        "refused": gettext("{} 条没有被接收，请处理"),
        "otherAccounts": gettext(
            "这台手机上还有 {} 条由其他账号录入、尚未发送的记录（{}）。请用原账号登录后发送。"
        ),
        "noted": gettext("已记下：{}"),
        "notedMany": gettext("已记下：{} 个班，{}"),
        "undone": gettext("已撤销：{}"),
        "tooLate": gettext("这条已经送达，不能在这里改。可以打开这条记录撤回，再重新记。"),
        "allInOrder": gettext("查过，没有问题"),
        "classes": gettext("{} 个班"),
        "valueMissing": gettext("请填分值或数值"),
        "projectMissing": gettext("请填项目名称"),
        "noteMissing": gettext("请写一句说明"),
        "reasonMissing": gettext("请写明为什么不是班主任能控制的"),
        "photoFailed": gettext("这张照片用不了。请换一张 JPEG、PNG 或 WebP 照片。"),
        "photoTooMany": gettext("一条记录最多 {} 张照片"),
        "photoUnsafe": gettext("只有用 https 打开本页才能附照片"),
        "storage": gettext(
            "这个浏览器不能在本机保存记录（可能是无痕模式）。请换普通窗口，否则断网时会丢失。"
        ),
        "confirmDrop": gettext("放弃后这条记录不会发送，也找不回来。确定放弃？"),
        "drop": gettext("放弃这条"),
        "resend": gettext("重新发送"),
        "sendPhotoless": gettext("不要这张照片"),
        "day": gettext("日期"),
        "note": gettext("说明"),
        "sequence": gettext("第 {} 号"),
        "photoRefused": gettext("记录已送达，照片没有被接收：{}"),
        "range": gettext("在 {} 与 {} 之间"),
        "backfilling": gettext("正在补记 {} 的情况"),
        "several": gettext("选多个班"),
        "next": gettext("下一步（{} 个班）"),
        "notSent": gettext("等待发送"),
        "openStill": gettext("可修改"),
        "remove": gettext("移除照片"),
    }
