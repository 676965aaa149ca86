"""A disk that is full or cannot be written, a database that does not answer: a page that says what to do."""

from __future__ import annotations

import errno
import json
import sqlite3

import psycopg
import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection, transaction
from django.test import RequestFactory

from banheng.accounts.roles import Role
from banheng.web.entry import errors
from banheng.web.entry.outages import DISK_FULL, NO_DATABASE, READ_ONLY, outage
from tests.factories import adopt, grant, make_school, make_user


def of_sqlite(name, kind=OperationalError):
    cause = sqlite3.OperationalError("as SQLite says it")
    cause.sqlite_errorname = name
    return caused(kind, cause)


def caused(kind, cause):
    error = kind("as Django says it")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "found"),
    [
        (OSError(errno.ENOSPC, ""), DISK_FULL),
        (OSError(errno.EDQUOT, ""), DISK_FULL),
        (OSError(errno.EROFS, ""), READ_ONLY),
        (OSError(errno.EIO, ""), READ_ONLY),
        (OSError(errno.ENOENT, ""), None),
        (of_sqlite("SQLITE_FULL"), DISK_FULL),
        (of_sqlite("SQLITE_READONLY_DBMOVED"), READ_ONLY),
        (of_sqlite("SQLITE_IOERR_WRITE"), READ_ONLY),
        (of_sqlite("SQLITE_CANTOPEN"), READ_ONLY),
        (of_sqlite("SQLITE_BUSY"), NO_DATABASE),
        (of_sqlite("SQLITE_ERROR"), None),
        (caused(OperationalError, psycopg.OperationalError("connection refused")), NO_DATABASE),
        (caused(OperationalError, psycopg.errors.AdminShutdown()), NO_DATABASE),
        (caused(OperationalError, psycopg.errors.TooManyConnections()), NO_DATABASE),
        (caused(OperationalError, psycopg.errors.DiskFull()), DISK_FULL),
        (caused(DatabaseError, psycopg.errors.ReadOnlySqlTransaction()), READ_ONLY),
        (caused(InterfaceError, psycopg.InterfaceError("the connection is closed")), NO_DATABASE),
        (caused(IntegrityError, psycopg.errors.UniqueViolation()), None),
        (caused(DatabaseError, psycopg.errors.UndefinedTable()), None),
        (DatabaseError("raised by Django itself"), None),
        (KeyError("ours"), None),
        (None, None),
    ],
    ids=repr,
)
def test_what_failed_is_told_from_faults_of_ours(error, found):
    assert outage(error) is found


def answered(error, *, method="POST", **headers):
    request = RequestFactory().generic(method, "/", headers=headers)
    try:
        raise error
    except type(error):
        return errors.server_error(request)


@pytest.mark.parametrize(("method", "words"), [("GET", "暂时打不开"), ("POST", "暂时不能保存")])
def test_the_page_says_what_failed_what_is_safe_and_what_to_do(method, words):
    answer = answered(OSError(errno.ENOSPC, "No space left"), method=method)
    page = answer.content.decode()

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    for said in (words, "磁盘满了", "保存的都在", "过几分钟", "告诉系统管理员"):
        assert said in page
    assert "No space left" not in page


def test_a_session_that_could_not_be_saved_is_no_fault_of_the_reader():
    interrupted = SessionInterrupted()
    interrupted.__context__ = UpdateError()
    interrupted.__context__.__context__ = of_sqlite("SQLITE_FULL", DatabaseError)

    answer = errors.bad_request(RequestFactory().get("/"), interrupted)

    assert answer.status_code == 503
    assert "磁盘满了" in answer.content.decode()


def test_a_script_gets_it_as_data():
    answer = answered(of_sqlite("SQLITE_BUSY"), accept="application/json")

    assert answer.status_code == 503
    assert "数据库现在没有应答" in json.loads(answer.content)["reason"]


@pytest.fixture
def principal(client):
    school = make_school().school
    adopt(school)
    user = make_user("principal")
    grant(user, Role.PRINCIPAL, school)
    client.force_login(user)
    client.raise_request_exception = False
    return client


RULE = {"notice_days": "5", "ruling_days": "3", "contact": "德育处", "late_days": "5"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [("zh-hans", ("服务器的磁盘现在不能写入", "保存的都在")), ("en", ('<html lang="en"',))],
)
def test_a_form_that_cannot_be_saved_is_answered_in_the_language_of_the_reader(
    principal, time_machine_today, language, words
):
    if connection.vendor != "sqlite":
        pytest.skip("tried on SQLite")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only=1")
        try:
            answer = principal.post("/s/yucai/desk/appeal-rule/", RULE, headers={"accept-language": language})
        finally:
            transaction.set_rollback(False)
            cursor.execute("PRAGMA query_only=0")

    assert answer.status_code == 503
    for said in words:
        assert said in answer.content.decode()
    assert principal.post("/s/yucai/desk/appeal-rule/", RULE).status_code == 302
