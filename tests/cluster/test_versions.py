import pytest

from banheng.core.wording import Language
from banheng.scoring.counties import CountyJob
from banheng.scoring.distributed import _score_there

pytestmark = pytest.mark.cluster


def test_a_worker_of_another_version_computes_nothing():
    score = _score_there("0.0.1", CountyJob("/data", "330110", "2026-10"))

    (finding,) = score.findings
    assert finding.id == "parts.E004"
    assert "0.0.1" in finding.say(Language.EN)
    assert score.records == 0
