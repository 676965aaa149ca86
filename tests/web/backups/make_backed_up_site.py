"""Make a school with a final and a published month, a photo and a restricted record: run as a script."""

from __future__ import annotations

from random import Random

import django


def main() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - needs the apps to be loaded

    call_command("migrate", verbosity=0)
    from benchmarks.chaos.school import People, final, make_place, published  # noqa: PLC0415
    from benchmarks.chaos.use_cases import photographed_record  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from banheng.duties.sealing import seal  # noqa: PLC0415
    from banheng.ledger.photographing import keep_photo  # noqa: PLC0415
    from tests.web.running_site import PASSWORD  # noqa: PLC0415

    people = People()
    for user in people.users.values():
        user.set_password(PASSWORD)
        user.save()
    place = make_place("yucai", people)
    final(place, place.months[0])
    published(place, place.months[1])
    record, photo = photographed_record(place, Random(1))  # noqa: S311 -- a picture
    keep_photo(record, photo, at=timezone.now())
    seal({"text": "受限"})  # makes the key


django.setup()
main()
