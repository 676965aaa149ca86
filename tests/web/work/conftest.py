import pytest

from banheng.accounts.roles import Role
from tests.factories import make_one_of_each, make_pupils, make_school


@pytest.fixture
def small(time_machine_today):
    return make_school()


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def teacher(users):
    return users[Role.HOMEROOM_TEACHER]


@pytest.fixture
def pupils(small):
    return make_pupils(small, "李明", "王芳", "赵强")
