"""For those who use no mouse."""

PRESSED = "const at = document.activeElement; at.matches('a, button, summary') ? at.innerText : ''"


def press_tab_until(page, text):
    """Move on until the link or button that has the focus says the text."""
    for _ in range(100):
        page.keyboard.press("Tab")
        if text in page.evaluate(PRESSED):
            return
    raise AssertionError(f"the keyboard does not reach {text}")
