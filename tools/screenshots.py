"""Take the pictures of the guides from a running demo school: `banheng demo`, then this script.

It needs Chromium, and fonts with Chinese letters (Noto CJK).
"""

from __future__ import annotations

import shutil
import sys
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "guides" / "images"
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
LAST_MONTH = f"{date.today().replace(day=1) - timedelta(days=1):%Y-%m}"  # noqa: DTZ011 - of this machine
PICTURES = (
    ("today-homeroom-teacher", "banzhuren", "", PHONE),
    ("inspect", "zhizhou", "inspect/", PHONE),
    ("score", "banzhuren", f"scores/p302/?period={LAST_MONTH}", PHONE),
    ("periods", "deyu", "desk/", DESK),
    ("reports", "deyu", "reports/", DESK),
    ("schemes", "deyu", "schemes/", DESK),
    ("rota", "deyu", "rota/", DESK),
    ("roster", "deyu", "office/", DESK),
    ("pay-sheet", "caiwu", "pay/1/", DESK),
    ("my-pay", "banzhuren", "my-pay/14/", PHONE),
    ("pay-budget", "deyu", "budget/?base.fen=250#trial", DESK),
    ("work", "banzhuren", "work/", PHONE),
    ("work-attendance", "banzhuren", "work/new/attendance/", PHONE),
    ("handbooks", "zuzhang", "work/handbooks/", DESK),
    ("accounts", "guanli", "people/", DESK),
)
"""Name of the picture, whose screen, address within the school, size."""
COLOURS = 128
PASSWORD = "banheng-demo"  # noqa: S105 - of invented people


def take(
    browser: Browser, site: str, name: str, username: str, page_address: str, size: dict[str, int]
) -> None:
    """Sign in, open the page and keep its picture, with few colours so that it stays small."""
    context = browser.new_context(base_url=site, viewport=size, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.goto("/account/login/")
    page.fill("[name=login]", username)
    page.fill("[name=password]", PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/s/demo/**")
    page.goto(f"/s/demo/{page_address}")
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot()))
    picture.convert("RGB").quantize(COLOURS).save(IMAGES / f"{name}.png", optimize=True)
    context.close()


def main(site: str) -> None:
    """Take all pictures from the site at an address."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for picture in PICTURES:
            take(chromium, site, *picture)
        chromium.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
