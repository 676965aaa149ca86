"""Pupils of the demo school: invented names, as many as each class has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.schools.models import Enrolment, Pupil, SchoolClass

if TYPE_CHECKING:
    import random

    from banheng.schools.models import School, Term

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金贾韦夏付方邹熊白孟秦邱侯江尹薛闫段雷"
GIVEN = "子涵 欣怡 梓轩 雨桐 浩然 思远 诗涵 宇航 可欣 俊杰 佳怡 博文 语嫣 明轩 若曦 天佑 梦琪 承恩 悦然 家豪 静雯 志远 雅婷 嘉懿 书瑶 泽宇 心怡 皓轩 一诺 景行 乐天 知夏 安然 清扬 文博 晓彤 立诚 沐阳 芷若 修远"


def make_pupils(school: School, term: Term, chance: random.Random) -> None:
    """Enrol as many pupils in each class as its size says."""
    given = GIVEN.split()
    pupils, places = [], []
    for school_class in SchoolClass.objects.filter(school=school).prefetch_related("sizes").order_by("code"):
        for number in range(1, school_class.sizes.all()[0].pupils + 1):
            name = chance.choice(SURNAMES) + chance.choice(given)
            code = f"{school_class.code.removeprefix('p')}{number:02}"
            pupils.append(Pupil(school=school, code=code, name=name))
            places.append(school_class)
    made = Pupil.objects.bulk_create(pupils)
    Enrolment.objects.bulk_create(
        Enrolment(pupil=pupil, school_class=school_class, first=term.academic_year.first)
        for pupil, school_class in zip(made, places, strict=True)
    )
