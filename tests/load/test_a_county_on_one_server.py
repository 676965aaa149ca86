"""The short form of `make bench-load`: what is measured there is really done, and nothing is lost."""

import os
import random

import pytest
from benchmarks.load.county import CLASSES, INSPECTORS
from benchmarks.load.moments import evening, morning, publication
from benchmarks.load.open_load import ask
from benchmarks.load.steps import step
from benchmarks.survey_answers import make_respondents

from banheng.questionnaires.loading import parse_instrument
from tests.web.own_site import own_site

SCHOOLS, SECONDS, ANSWERERS = 2, 5, 12


@pytest.mark.site
def test_a_county_gets_through_its_day_without_an_error_or_a_loss(tmp_path):
    chance = random.Random(1)  # noqa: S311 - repeatable, and opens nothing
    site = own_site(tmp_path / "data", "postgresql" if os.environ.get("DATABASE_URL") else "sqlite")
    site.start()
    try:
        county = step(site, "benchmarks.load.county", "make", str(SCHOOLS))
        survey = step(site, "benchmarks.survey_school", "make")
        rush = ask(site.port, morning(county, SECONDS, chance))
        looked = ask(site.port, publication(county, SECONDS, chance))
        answerers = make_respondents(parse_instrument(survey["text"]).instrument, survey["ways"], chance)
        answered = ask(site.port, evening(answerers[:ANSWERERS], chance))
        ids = set(step(site, "benchmarks.load.county", "ids"))
        sheets = sum(number for _, _, number, _ in step(site, "benchmarks.survey_school", "count"))
    finally:
        site.stop()

    assert [*rush.errors, *looked.errors, *answered.errors] == []
    assert rush.acknowledged == ids
    assert len(rush.acknowledged) == rush.asked - SCHOOLS * INSPECTORS > 0
    assert len(looked.seconds) == SCHOOLS * CLASSES
    assert sheets == len(answered.acknowledged) == ANSWERERS
