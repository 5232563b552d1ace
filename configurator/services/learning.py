"""Count what stops customers, without a word about who they are."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from configurator.models import ClashCount
from configurator.services.refusals import ClashFound

INSERT = """
    INSERT INTO {table} (product_code, rule, day, count) VALUES {rows}
    ON CONFLICT (product_code, rule, day) DO UPDATE SET count = {table}.count + 1
"""


@contextmanager
def clashes_counted(product_code: str, now: datetime) -> Iterator[None]:
    """Count the rules of a clash that is refused inside, and let the refusal go on."""
    try:
        yield
    except ClashFound as found:
        count_clash(product_code=product_code, rules=found.clash.reason.rules, now=now)
        raise


def count_clash(*, product_code: str, rules: Iterable[str], now: datetime) -> None:
    """Count one more customer whom these rules stopped today; one statement, however many."""
    day = now.date()
    found = [(product_code, rule, day, 1) for rule in sorted(set(rules))]
    if not found:
        return
    rows = ", ".join(["(%s, %s, %s, %s)"] * len(found))
    sql = INSERT.format(table=ClashCount._meta.db_table, rows=rows)
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in found for value in row])
