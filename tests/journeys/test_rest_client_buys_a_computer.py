"""The REST journey of the README, its very lines, against the live server."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from orders.models import Order
from production.models import Run
from tests.journeys.acts import kinds_in, poll, runs_of, sign_in, work_off

pytestmark = pytest.mark.journey

README = Path(__file__).resolve().parents[2] / "README.md"
LINES = re.compile(r"<!-- journey -->\n```sh\n(.*?)```", re.DOTALL)


def paste(shop, url, folder):
    """Run the README's lines in a folder that has the demo's credentials."""
    (folder / ".demo").mkdir()
    (folder / ".demo" / "credentials.json").write_text(json.dumps(shop | {"url": url}))
    lines = LINES.search(README.read_text()).group(1)
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", lines],
        cwd=folder, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def test_the_readmes_lines_order_two_computers(
    shop, celery_workers, live_server, open_page, tmp_path
):
    pasted = paste(shop, live_server.url, tmp_path)

    assert pasted.returncode == 0, pasted.stderr + pasted.stdout
    assert "Processor and board need the same socket." in pasted.stdout
    order = Order.objects.get()
    assert [line.quantity for line in order.lines.all()] == [2]

    page = open_page()
    poll(page, lambda: len(runs_of(order.number)) == 3)
    assert kinds_in(
        Run.objects.get(
            work_centre__code="pc-cell",
            members__operation__lot__work_order__reference__startswith=order.number,
        )
    ) >= {"custom"}
    sign_in(page, shop["staff"], "/floor/")
    work_off(page, order.number)
    poll(page, lambda: Order.objects.get().status == "ready")
