"""Two taps make a record; two inspectors at once lose none."""

from playwright.sync_api import expect

from tests.browser.tapping import expect_all_sent, start_inspecting, tap_deduction


def test_two_taps_make_a_record_on_a_phone(browser):
    page = start_inspecting(browser)
    tap_deduction(page, "p101")
    expect_all_sent(page)
    expect(page.locator("#sent-list")).to_contain_text("一年级1班")


def test_two_inspectors_record_the_same_class_at_once(browser):
    first, second = start_inspecting(browser), start_inspecting(browser, "deyu")
    tap_deduction(first, "p102")
    tap_deduction(second, "p102")
    for page in (first, second):
        expect_all_sent(page)
        expect(page.locator("#sent-list")).to_contain_text("一年级2班")
