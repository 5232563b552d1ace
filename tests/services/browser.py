"""Debian's Chromium, driven by Playwright, with everything it complains about kept."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Page,
    Playwright,
    Response,
    expect,
)

from tests.services.packages import find_program

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox",  # root may not use the sandbox
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Chromium reports a refused choice (409) or input (422) as a failed load; both are answers.
ANSWERED = re.compile(r"Failed to load resource: .*status of (409|422)\b")
# While a test keeps the database away, that is the right answer; htmx names it too.
AWAY = re.compile(r"Failed to load resource: .*status of 503\b|Response Status Error Code 503\b")
# htmx reports a request that the next click replaced.
REPLACED = re.compile(r"^htmx:(afterRequest|sendAbort), ")
# Chromium says it of a font that it has in memory already, once a page is open for long.
KEPT_FONT = re.compile(r"woff2 was preloaded using link preload but not used within a few seconds")
# Longer than the slowest machine takes; who need not wait does not.
WAIT_MS = 60_000


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Run one headless browser; every wait for what it shows has the same patience."""
    expect.set_options(timeout=WAIT_MS)
    browser = playwright.chromium.launch(executable_path=find_program("chromium"), args=FLAGS)
    try:
        yield browser
    finally:
        browser.close()


class Visitors:
    """Open pages, each in a context of its own, and note what the browser complains about."""

    def __init__(self, browser: Browser, base_url: str, times_slower: float = 1) -> None:
        self.browser = browser
        self.base_url = base_url
        self.times_slower = times_slower
        self.problems: list[str] = []
        self.is_outage = False

    def open_page(self, *, viewport: dict[str, int] = DESKTOP, scripts: bool = True) -> Page:
        """Return a fresh page without cookies; `page.goto("/")` is relative to the live server."""
        context = self.browser.new_context(
            base_url=self.base_url,
            viewport=viewport,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT_MS)
        context.on("page", self.slow_down)
        page = context.new_page()
        page.on("console", self.note_console)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("response", self.note_response)
        return page

    def slow_down(self, page: Page) -> None:
        if self.times_slower > 1:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": self.times_slower})

    def note_console(self, message: ConsoleMessage) -> None:
        """Keep errors and warnings; violations of the content policy arrive here too."""
        is_expected = any(known.search(message.text) for known in (ANSWERED, REPLACED, KEPT_FONT))
        if self.is_outage:
            is_expected = is_expected or bool(AWAY.search(message.text))
        if message.type in ("error", "warning") and not is_expected:
            place = message.page.url if message.page else "a closed page"
            self.problems.append(f"console {message.type}: {message.text} at {place}")

    def note_response(self, response: Response) -> None:
        if response.status >= 500 and not (self.is_outage and response.status == 503):
            self.problems.append(f"{response.status} from {response.url}")

    def close(self) -> None:
        for context in list(self.browser.contexts):
            context.close()


def take_pictures(page: Page, name: str, folder: Path) -> list[Path]:
    """Save the page as it looks at 1280x900 and at 390x844, and return both files."""
    folder.mkdir(parents=True, exist_ok=True)
    usual = page.viewport_size
    taken = []
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        path = folder / f"{name}-{size['width']}.png"
        # Hiding the caret writes styles into the page, which its policy then complains about.
        page.screenshot(path=path, caret="initial")
        taken.append(path)
    page.set_viewport_size(usual)
    return taken
