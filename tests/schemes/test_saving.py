from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from banheng.schemes.saving import open_document, save_document

DEMO = (Path(__file__).parent / "demo.yaml").read_text(encoding="utf-8")


def test_loading_and_saving_changes_nothing():
    assert save_document(open_document(DEMO), DEMO) == DEMO


def test_a_list_at_the_margin_of_its_key_stays_there():
    text = "indicators:\n# why\n- code: a # here\n  items:\n  - {code: b}\n"

    assert save_document(open_document(text), text) == text


def test_an_edit_changes_its_own_line_only():
    document = open_document(DEMO)
    document["indicators"][0]["items"][0]["full_points"] = 35

    changed = save_document(document, DEMO)

    assert changed == DEMO.replace("full_points: 40 # inspected daily", "full_points: 35 # inspected daily")


@given(st.text(st.characters(categories=["L", "N"], include_characters="，。 "), min_size=90, max_size=300))
def test_long_lines_are_not_wrapped(remark):
    text = f'scheme: demo # {remark.strip() or "."}\ntitle: "{remark}"\nnote: 长行 {remark.strip()}尾\n'

    assert save_document(open_document(text), text) == text


def test_a_blank_stays_a_blank():
    text = "scheme: demo\nfull_points: null\n"

    assert save_document(open_document(text), text) == text
