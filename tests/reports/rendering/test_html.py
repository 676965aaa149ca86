import re

from banheng.reports.rendering.html import document_html, render_html
from tests.reports.rendering.sample import CERTIFICATE, EVERYTHING


def test_the_document_alone_needs_no_style_and_no_script_inside():
    page = document_html(EVERYTHING)
    assert not re.search(r"<style|<script|\sstyle=|\son\w+=|<svg", page)
    assert "&lt;script&gt;" in page


def test_the_page_of_its_own_loads_nothing_from_elsewhere():
    page = render_html(EVERYTHING).decode()
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert not re.search(r"(src|href)=\"(?!data:)", page)
    assert "@page" in page


def test_figures_stand_at_the_right_under_a_head_that_is_repeated():
    page = document_html(EVERYTHING)
    assert '<td class="num">98.50</td>' in page
    assert page.count("<thead>") == 4, "both charts have their table beside them"


def test_it_says_its_language_and_how_it_lies():
    assert '<article class="document is-certificate" lang="zh-Hans">' in document_html(CERTIFICATE)
