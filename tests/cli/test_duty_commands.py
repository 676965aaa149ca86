"""`banheng duty` as somebody types it."""

import json


def test_the_library_is_listed(run):
    ran = run("duty", "list")

    assert ran.exit_code == 0
    assert "班主任常规（通用）" in ran.stdout


def test_due_days_are_listed_by_the_calendar(run, tmp_path):
    calendar = tmp_path / "calendar.yaml"
    calendar.write_text("days_off: [2026-09-04]\n", encoding="utf-8")

    ran = run(
        "duty", "due", "default", "--calendar", calendar, "--from", "2026-09-01", "--to", "2026-09-06", "--format", "json"
    )  # fmt: skip

    found = json.loads(ran.stdout)
    checked = [due["day"] for due in found["dues"] if due["duty"] == "property_check"]
    assert (found["version"], checked) == ("banheng-dues/1", ["2026-09-03"])


def test_a_time_without_anything_due_says_so(run):
    ran = run("duty", "due", "default", "--from", "2026-09-05", "--to", "2026-09-06")

    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "这段时间没有到期的常规" in ran.stderr


def test_blanks_of_a_pack_are_listed_and_keep_it_from_being_put_in_force(run, tmp_path):
    pack = tmp_path / "pack.yaml"
    pack.write_text(
        "pack: p\ntitle: t\nduties:\n  - {code: hurt, name: 送医, when: {kind: event, event: 受伤, within_minutes: null}}\n",
        encoding="utf-8",
    )

    ran = run("duty", "lint", pack)

    assert ran.exit_code == 1
    assert f"{pack}:4:duties/hurt/when/within_minutes" in ran.stdout


def test_a_pack_that_is_not_there_is_refused(run):
    assert run("duty", "lint", "nothing.yaml").exit_code == 2
    assert run("duty", "lint", "nothing").exit_code == 2
