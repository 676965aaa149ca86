import pytest
from django.db import DatabaseError, transaction

from banheng.bureau.collecting.filling import fill_in
from banheng.bureau.collecting.models import Collection, Filing
from banheng.bureau.collecting.reviewing import accept, excuse, explain, lock, release, send_back, submit
from banheng.bureau.errors import BureauRefused
from tests.bureau.collecting.filings import filing_of, fill, hand_in, make_bureau, make_collection
from tests.factories import NOW

pytestmark = pytest.mark.django_db
DID = {"by": None, "at": NOW}


def locked_year(books="6000"):
    """One school, accepted and locked."""
    collection = make_collection(make_bureau(schools=("一小",)))
    hand_in(collection, "一小", accepted=True, books=books)
    lock(collection, **DID)
    return Collection.objects.get()


def test_errors_block_handing_in():
    filing = fill(make_collection(), "一小")

    with pytest.raises(BureauRefused, match="1 处错误"):
        submit(filing, **DID)


def test_doubts_are_explained_before_handing_in():
    bureau = make_bureau()
    hand_in(make_collection(bureau, year=2025), "一小", books="600")
    filing = fill(make_collection(bureau), "一小", books="6000")
    with pytest.raises(BureauRefused, match="1 处疑点"):
        submit(filing, **DID)

    explain(filing, {"jump:books": "新建图书馆，一次购入"})
    submit(filing, **DID)

    assert filing.state == Filing.State.SUBMITTED
    assert filing.explanations == {"jump:books": {"figure": "6000", "text": "新建图书馆，一次购入"}}


def test_an_explanation_holds_for_the_figure_it_was_given_for():
    bureau = make_bureau()
    hand_in(make_collection(bureau, year=2025), "一小", books="600")
    filing = fill(make_collection(bureau), "一小", books="6000")
    explain(filing, {"jump:books": "新建图书馆，一次购入"})

    filing = fill(filing.collection, "一小", books="60000")

    with pytest.raises(BureauRefused, match="疑点"):
        submit(filing, **DID)


def test_the_way_of_a_filing_is_kept_step_by_step():
    collection = make_collection()
    filing = hand_in(collection, "一小", books="6000")

    send_back(filing, reason="单位不对", **DID)
    submit(filing_of(collection, "一小"), **DID)
    accept(filing, **DID)

    assert [each.kind for each in filing.steps.all()] == ["submitted", "returned", "submitted", "accepted"]
    assert filing_of(collection, "一小").state == Filing.State.ACCEPTED


@pytest.mark.parametrize("step", [accept, lambda one, **did: send_back(one, reason="不对", **did)])
def test_only_what_was_handed_in_is_reviewed(step):
    filing = fill(make_collection(), "一小", books="6000")

    with pytest.raises(BureauRefused, match="填报中"):
        step(filing, **DID)


@pytest.mark.parametrize("step", [send_back, release, excuse])
def test_a_reason_is_asked_for(step):
    if step is release:
        filing = locked_year().filings.get()
    else:
        filing = hand_in(make_collection(), "一小", books="6000")
        if step is excuse:
            send_back(filing, reason="请核对", **DID)

    with pytest.raises(BureauRefused, match="原因"):
        step(filing, reason=" ", **DID)


def test_a_year_is_locked_when_every_school_is_accepted_or_excused():
    collection = make_collection(make_bureau(schools=("一小", "二小")))
    hand_in(collection, "一小", accepted=True, books="6000")
    with pytest.raises(BureauRefused, match="二小"):
        lock(collection, **DID)

    excuse(filing_of(collection, "二小"), reason="已撤并", **DID)
    lock(collection, **DID)

    assert Collection.objects.get().locked_at == NOW
    assert filing_of(collection, "一小").locked_cells["books"] == "6000"


def test_nothing_changes_after_the_lock_unless_it_is_released_from_the_top():
    filing = locked_year().filings.get()

    with pytest.raises(BureauRefused, match="已经锁定"):
        send_back(filing, reason="不对", **DID)
    with pytest.raises(BureauRefused, match="已经报送"):
        fill_in(filing, {"books": "1"}, **DID)


def test_a_correction_after_the_lock_is_a_recorded_difference_with_its_reason():
    collection = locked_year()
    release(filing_of(collection, "一小"), reason="学校申请更正", **DID)
    filing = filing_of(collection, "一小")
    with pytest.raises(BureauRefused, match="原因"):
        fill_in(filing, {"books": "6600"}, **DID)

    fill_in(filing, {"books": "6600"}, reason="漏报捐赠图书", **DID)

    change = filing.changes.last()
    assert (change.old, change.new, change.reason, change.after_lock) == (
        "6000",
        "6600",
        "漏报捐赠图书",
        True,
    )
    assert filing_of(collection, "一小").locked_cells["books"] == "6000"


def test_what_was_locked_counts_until_the_correction_is_accepted():
    collection = locked_year()
    release(filing_of(collection, "一小"), reason="学校申请更正", **DID)
    fill_in(filing_of(collection, "一小"), {"books": "6600"}, reason="漏报捐赠图书", **DID)
    assert filing_of(collection, "一小").counted_cells["books"] == "6000"
    submit(filing_of(collection, "一小"), **DID)
    assert filing_of(collection, "一小").counted_cells["books"] == "6000"

    accept(filing_of(collection, "一小"), **DID)

    assert filing_of(collection, "一小").counted_cells["books"] == "6600"


@pytest.mark.parametrize("related", ["changes", "steps"])
def test_the_database_refuses_to_rewrite_history(related):
    filing = hand_in(make_collection(), "一小", books="6000")

    with pytest.raises(DatabaseError), transaction.atomic():
        getattr(filing, related).update(reason="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        getattr(filing, related).all()._raw_delete("default")
