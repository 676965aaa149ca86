from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from banheng.accounts.models import User
from banheng.schools.models import School

YUCAI = School(code="yucai", name="育才小学")


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("my-Banheng-77", "banheng"),
        ("quiet班主任river", "班主任"),
        ("quiet-YuCai-river", "yucai"),
        ("育才小学 2026 秋", "育才小学"),
    ],
)
def test_a_password_with_a_word_that_people_here_would_try_is_refused(password, word):
    with pytest.raises(ValidationError, match=word):
        validate_password(password, User(username="t101", name="王芳", school=YUCAI))


@pytest.mark.parametrize(
    "user",
    [
        None,
        User(username="juzhang", name="李明"),
        User(username="t101", name="王芳", school=YUCAI),
        User(username="t101", name="王芳", school=School(code="s1", name="一")),
    ],
)
def test_another_password_is_taken(user):
    validate_password("quiet rivers1 一 1998", user)
