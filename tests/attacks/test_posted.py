"""What is posted in place of what a form asks for: it is refused or kept as text, and never breaks a page."""

import pytest

from tests.attacks.poison import POISON, probes_in
from tests.attacks.rows import AREAS, IDS, address_of, make_world, roles_of, rows_of, send, signed_in, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

HOSTILE = {
    "markup": POISON,
    "NUL": "a\0b",
    "a line of a log": 'x\r\n{"event": "forged"}',
    "a path": "../../../../etc/passwd",
    "a number out of all bounds": "9" * 60,
    "a negative number": "-9223372036854775809",
    "no number": "NaN",
    "much text": "长" * 5_000,
    "nothing": "",
}
"""Every field of every form is given each of these."""


def hostile(content, value):
    if isinstance(content, dict):
        return {key: hostile(inner, value) for key, inner in content.items()}
    if isinstance(content, list | tuple):
        return [hostile(inner, value) for inner in content]
    return value if isinstance(content, str | int) and not isinstance(content, bool) else content


@pytest.mark.parametrize(("package", "area"), AREAS, ids=IDS)
def test_no_field_of_any_form_breaks_a_page(package, area):
    world = make_world(package)
    found = []
    for row in [row for row in rows_of(package, area) if row.method == "post"]:
        with undone(world):
            address, content = address_of(world, row), row.form(world)
            client = signed_in(world.users[roles_of(row)[0]])
            for name, value in HOSTILE.items() if content else ():
                with undone(world):
                    found += [
                        (row.url_name, name, fault)
                        for fault in faults_of(client, row, address, value, content)
                    ]
    assert found == []


def faults_of(client, row, address, value, content):
    try:
        answer = send(client, row, address, hostile(content, value))
    except Exception as error:  # noqa: BLE001 - the client raises what would be a page of error 500
        return [repr(error)[:200]]
    faults = [answer.status_code] if answer.status_code >= 500 else []
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    return faults + (probes_in(answer.content.decode()) if is_page else [])
