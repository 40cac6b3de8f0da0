#!/usr/bin/env python3
"""Opens a report's index.html in headless Chromium and checks what only a browser can.

Not needed for `make test`. Set-up:

    apt-get install -y chromium
    python3 -m venv .venv && .venv/bin/pip install playwright axe-playwright-python

Use:

    .venv/bin/python scripts/check-report.py reports/RUN/index.html [--shots DIR] [--chromium PATH]

Checks: nothing on the console, no request but the page itself, no accessibility violation (axe) in
light and dark at 1280 and 390 pixels with a sample open, every status filter, search, the keyboard,
a deep link, that no text of a model became markup, and the page without JavaScript. Prints the size,
the time to the first row, the number of elements and the heap. Exit 0 where all holds, 1 otherwise.
"""

import argparse
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

FIRST_ROW_MS = 1000
MOST_BYTES = 20_000_000
MOST_HEAP = 60_000_000
MOST_ELEMENTS = 4000


class Checks:
    """Collects what failed."""

    def __init__(self):
        self.failures = []

    def that(self, holds, what):
        print(("ok    " if holds else "FAIL  ") + what)
        if not holds:
            self.failures.append(what)


def opened(browser, url, log, **options):
    """A page of its own, watched for messages and requests."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.on("console", lambda m: log.append(f"{m.type}: {m.text}") if m.type != "log" else None)
    page.on("pageerror", lambda e: log.append(f"pageerror: {e}"))
    page.on(
        "request",
        lambda r: log.append(f"request: {r.url}")
        if not r.url.startswith((url.split("#")[0], "data:"))
        else None,
    )
    page.on("dialog", lambda d: (log.append(f"dialog: {d.message}"), d.dismiss()))
    page.goto(url)
    return page


def check_looks(browser, url, shots, checks):
    """Accessibility and pictures, light and dark, wide and narrow."""
    for width, height in ((1280, 900), (390, 844)):
        for scheme in ("light", "dark"):
            log = []
            page = opened(
                browser, url, log, viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.wait_for_selector("html[data-ready]")
            name = f"{width}-{scheme}"
            if shots:
                page.screenshot(path=f"{shots}/{name}.png", full_page=True)
            overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            checks.that(overflow <= 0, f"{name}: no sideways scrolling of the page ({overflow} px)")
            for opening in (False, True):
                if opening:
                    if not page.locator(".row").count():
                        break
                    page.locator(".row").first.click()
                    page.wait_for_selector("#detail h3")
                    for summary in page.locator("details:not([open]) > summary").all():
                        if summary.is_visible():
                            summary.evaluate("e => e.parentElement.open = true")
                    if shots:
                        page.screenshot(path=f"{shots}/{name}-detail.png")
                found = Axe().run(page)
                violations = found.response["violations"]
                for violation in violations:
                    nodes = [n["html"][:160] for n in violation["nodes"][:3]]
                    print(f"      {violation['id']}: {violation['help']} {nodes}")
                state = "sample open" if opening else "as opened"
                passes = len(found.response["passes"])
                what = f"{name}, {state}: axe finds nothing wrong in {passes} rules"
                checks.that(not violations and passes > 20, what)
            checks.that(not log, f"{name}: nothing on the console, nothing requested {log[:3]}")
            page.context.close()


def check_use(browser, url, checks):
    """Filters, search, keyboard and deep links."""
    log = []
    page = opened(browser, url, log, viewport={"width": 1280, "height": 900})
    page.wait_for_selector("html[data-ready]")
    if not page.locator("#explorer").count():
        print("ok    no samples to explore")
        return
    for chip in page.locator("#chips button").all_inner_texts():
        label, count = chip.split("\n") if "\n" in chip else chip.rsplit(" ", 1)
        page.locator("#chips button", has_text=label).click()
        shown = int(page.locator("#list").get_attribute("aria-rowcount"))
        checks.that(shown == int(count.replace(",", "")), f"filter {label}: {shown} rows")
    page.locator("#chips button").first.click()
    page.locator("#list").focus()
    page.keyboard.press("j")
    page.wait_for_selector("#detail h3")
    first = page.locator("#detail h3").inner_text()
    total = int(page.locator("#list").get_attribute("aria-rowcount"))
    if total > 1:
        page.keyboard.press("j")
        page.wait_for_function("t => document.querySelector('#detail h3').innerText !== t", arg=first)
        page.keyboard.press("k")
        page.wait_for_function("t => document.querySelector('#detail h3').innerText === t", arg=first)
    page.keyboard.press("Enter")
    checks.that(page.evaluate("document.activeElement.id") == "detail", "Enter opens the sample")
    page.keyboard.press("Escape")
    checks.that(page.evaluate("document.activeElement.id") == "list", "Esc goes back to the list")
    page.keyboard.press("?")
    checks.that(page.locator("#help").evaluate("d => d.open"), "? shows the keys")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type(first)
    page.wait_for_timeout(300)
    checks.that(page.locator(".row").count() > 0, "search finds a sample by its id")
    link = page.evaluate("location.href")
    page.context.close()
    again = opened(browser, link, log, viewport={"width": 1280, "height": 900})
    again.wait_for_selector("#detail h3")
    checks.that(again.locator("#detail h3").inner_text() == first, "a deep link opens its sample")
    again.keyboard.press("Escape")
    end = int(again.locator("#list").get_attribute("aria-rowcount"))
    for _ in range(min(end, 60)):
        again.keyboard.press("j")
    again.wait_for_timeout(300)
    own = again.evaluate(
        "[...document.querySelectorAll('script')].every("
        "s => s.id || s === document.body.lastElementChild)"
        " && !document.querySelector('img, iframe, object, embed, [onerror], [onload], [onclick]')"
    )
    checks.that(own, "no text became markup")
    checks.that(not log, f"use: nothing on the console, nothing requested {log[:3]}")
    again.context.close()


def check_speed(browser, url, size, checks):
    """Size, time to the first row, elements, heap."""
    log = []
    page = opened(browser, url, log, viewport={"width": 1280, "height": 900})
    page.wait_for_selector("html[data-ready]")
    ready = int(page.evaluate("document.documentElement.dataset.ready"))
    elements = page.evaluate("document.querySelectorAll('*').length")
    devtools = page.context.new_cdp_session(page)
    devtools.send("HeapProfiler.collectGarbage")
    heap = int(devtools.send("Runtime.getHeapUsage")["usedSize"])
    detail = 0
    if page.locator(".row").count():
        detail = page.evaluate(
            """async () => {
              const start = performance.now();
              document.querySelector('.row').click();
              while (!document.querySelector('#detail h3')) await new Promise(requestAnimationFrame);
              return Math.round(performance.now() - start);
            }"""
        )
    checks.that(size <= MOST_BYTES, f"size: {size:,} bytes")
    checks.that(ready <= FIRST_ROW_MS, f"first row after {ready} ms; a sample after {detail} ms")
    checks.that(elements <= MOST_ELEMENTS, f"elements: {elements}")
    checks.that(heap <= MOST_HEAP, f"heap: {heap:,} bytes")
    page.context.close()


def check_without_script(browser, url, checks):
    """The verdict is there without JavaScript."""
    log = []
    page = opened(browser, url, log, java_script_enabled=False)
    checks.that(page.locator("h1").inner_text() != "", "without JavaScript: the verdict is there")
    checks.that(page.locator("#explorer").count() == 0 or not page.locator("#explorer").is_visible(),
                "without JavaScript: no empty explorer")
    page.context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("page", type=pathlib.Path)
    parser.add_argument("--shots", type=pathlib.Path, help="a folder for screenshots")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    arguments = parser.parse_args()
    path = arguments.page.resolve()
    if not path.is_file():
        sys.exit(f"{path}: no such file")
    if arguments.shots:
        arguments.shots.mkdir(parents=True, exist_ok=True)
    checks = Checks()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=arguments.chromium, args=["--no-sandbox"]
        )
        check_speed(browser, path.as_uri(), path.stat().st_size, checks)
        check_looks(browser, path.as_uri(), arguments.shots, checks)
        check_use(browser, path.as_uri(), checks)
        check_without_script(browser, path.as_uri(), checks)
        browser.close()
    print(f"{len(checks.failures)} checks failed" if checks.failures else "all checks hold")
    sys.exit(1 if checks.failures else 0)


if __name__ == "__main__":
    main()
