"""Compute a result again from what a bundle holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.bundles.bundle import CALENDAR, EVIDENCE, PIECES, ROSTER, SCHEME
from banheng.bundles.calendar_json import read_calendar
from banheng.bundles.evidence_csv import read_evidence
from banheng.bundles.faults import AS_PUBLISHED, NO_TABLE, NOT_COMPUTED, OTHER_SCHEME
from banheng.bundles.pieces_json import read_pieces, settled_in
from banheng.bundles.published import claimed_results
from banheng.bundles.results import first_difference
from banheng.bundles.roster_csv import read_roster
from banheng.core.errors import BanhengError, FaultsFound, SchemeUnreadable
from banheng.core.periods import parse_period
from banheng.core.wording import Language
from banheng.schemes.loading import parse_scheme
from banheng.scoring.run import Engine, score
from banheng.spreadsheets.faults import refused
from banheng.spreadsheets.result_report import Report
from banheng.spreadsheets.result_table import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.bundles.bundle import Bundle
    from banheng.core.findings import Finding


def recompute(bundle: Bundle) -> list[Finding]:
    """Compute the results again by both engines; give another scheme than stated, and the first other figure.

    What keeps them from being computed is a finding too.
    """
    findings: list[Finding] = []
    try:
        for finding in _differences(bundle):
            findings.append(finding)  # noqa: PERF402 - what was found before an error stays
    except FaultsFound as error:
        findings += error.findings
    except BanhengError as error:
        chinese = error.say(Language.ZH_HANS) if isinstance(error, SchemeUnreadable) else str(error)
        findings.append(NOT_COMPUTED.fault(chinese=chinese, english=str(error)).finding(SCHEME))
    return findings


def _differences(bundle: Bundle) -> Iterator[Finding]:
    file, stated = parse_scheme(_text(bundle, SCHEME)), bundle.manifest.scheme
    if file.fingerprint != stated.fingerprint:
        fault = OTHER_SCHEME.fault(found=file.fingerprint, claimed=stated.fingerprint)
        yield fault.finding(SCHEME)
    scheme, calendar = file.in_force(), read_calendar(bundle.members[CALENDAR])[0]
    period = parse_period(bundle.manifest.period, calendar)
    evidence, postings = read_evidence(bundle.members[EVIDENCE]), read_roster(bundle.members[ROSTER])
    claimed, pieces = claimed_results(bundle), read_pieces(bundle.members[PIECES])
    settled = settled_in(pieces, scheme, bundle.manifest.school.code)
    if pieces:
        periods = "、".join(piece.period for piece in pieces)
        yield AS_PUBLISHED.fault(periods=periods).finding(PIECES)
    for engine in (Engine.COLUMNAR, Engine.REFERENCE):
        sheet = score(scheme, evidence, postings, period, calendar, engine, settled)
        # the fingerprint stated is compared above
        report = Report(sheet, stated.fingerprint, calendar=calendar)
        difference = first_difference(claimed, as_json(report), scheme)
        if difference is not None:
            yield difference
            return


def _text(bundle: Bundle, name: str) -> str:
    try:
        return bundle.members[name].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(name, [NO_TABLE.fault(place=name).finding(name)]) from error
