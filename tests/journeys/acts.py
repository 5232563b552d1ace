"""What people do again and again in journeys, said once."""

import re
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from production.models import Run, RunMember

WORKERS_MS = 180_000
Answer = TypeVar("Answer")


def option_named(page: Page, name: str) -> Locator:
    """The row or card of an option, by the name the customer reads."""
    return page.locator("#choices button").filter(has=page.get_by_text(name, exact=True)).first


def look_up(page: Page, name: str) -> Locator:
    """Search a long list for an option, as customers do, and return its row."""
    search = page.get_by_role("searchbox")
    search.fill(name)
    search.press("Enter")
    # The rows of the answer stand where a row of the same name stood before.
    page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("q") == [name])
    row = option_named(page, name)
    row.wait_for()
    return row


def minor(words: str) -> int:
    """Read ``1,471.40 €`` as minor units."""
    return int("".join(re.findall(r"[0-9]", words)))


def put_in_cart(page: Page, product: str) -> None:
    """Put a product into the cart as its defaults make it."""
    page.goto(f"/p/{product}/")
    page.get_by_role("button", name=re.compile("Add to cart")).first.click()
    page.wait_for_url("**/cart/")


def fill_address(page: Page) -> None:
    page.get_by_label("Name", exact=True).fill("Ada Lovelace")
    page.get_by_label("Email").fill("ada@example.org")
    page.get_by_label("Street and number").fill("St James's Square 12")
    page.get_by_label("Postcode").fill("10115")
    page.get_by_label("Town").fill("Berlin")


def order_now(page: Page) -> str:
    """Press the button that orders, and return the number of the order's page."""
    page.get_by_role("button", name=re.compile("Order and pay")).click()
    page.wait_for_url(re.compile(r"/orders/[0-9]{4}-[0-9]+/$"))
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def sign_in(page: Page, login: dict[str, str], path: str) -> None:
    page.goto(f"/admin/login/?next={path}")
    page.get_by_label("Username").fill(login["username"])
    page.get_by_label("Password").fill(login["password"])
    page.get_by_role("button", name=re.compile("log in", re.IGNORECASE)).click()
    # Not `**` before the path: the address of the sign-in ends with it, too.
    page.wait_for_url(path)


def poll(page: Page, ask: Callable[[], Answer | None], within_ms: int = WORKERS_MS) -> Answer:
    """Ask again until there is an answer; fail after some minutes."""
    step_ms = 250
    for _ in range(within_ms // step_ms):
        answer = ask()
        if answer:
            return answer
        page.wait_for_timeout(step_ms)
    raise AssertionError(f"no answer within {within_ms / 1000:.0f} s")


def runs_of(number: str) -> list[Run]:
    """The runs in which an order's operations have seats, in the order of its routing."""
    members = RunMember.objects.filter(
        is_active=True, operation__lot__work_order__reference__startswith=number
    ).order_by("operation__position")
    return [member.run for member in members.select_related("run__work_centre")]


def kinds_in(run: Run) -> set[str]:
    """Whether custom and stock work orders share the run."""
    members = RunMember.objects.filter(run=run, is_active=True)
    return set(members.values_list("operation__lot__work_order__kind", flat=True))


def is_planned(number: int) -> bool:
    return Run.objects.get(number=number).status not in {"open", "closed"}


def start_run(page: Page, run: Run) -> Locator:
    """As the shop floor: close a run and start it at its terminal; return its card there."""
    page.goto(f"/floor/{run.work_centre.code}/")
    card = page.locator(f"#run-{run.number}")
    close = card.get_by_role("button", name=re.compile("Close now"))
    if close.count():
        close.click()
        expect(close).to_have_count(0)
    poll(page, lambda: is_planned(run.number))
    page.goto(f"/floor/{run.work_centre.code}/")
    start_without = card.get_by_role("button", name=re.compile("^Start without"))
    start = card.get_by_role("button", name=re.compile("^Start"))
    (start_without if start_without.count() else start).click()
    card.get_by_role("button", name=re.compile("Finish")).wait_for()
    return card


def work_off(page: Page, number: str) -> None:
    """Start and finish each of the order's runs."""
    for position in range(len(runs_of(number))):
        run = runs_of(number)[position]
        start_run(page, run).get_by_role("button", name=re.compile("Finish")).click()
        told = page.locator("#floor").get_by_text(f"Run {run.number} is finished.")
        expect(told).to_be_visible()
