"""Database triggers that give a row a token never seen before whenever what it stands for changes.

Equal tokens mean equal rows, even where a transaction was undone, in any database: a process may
keep what it read of a row for as long as its token stays the same. For PostgreSQL and SQLite.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.migrations.operations import RunPython

COLUMN = "token"


def draw_tokens(table: str, key: str) -> RunPython:
    """Return a migration operation that draws a token for each row added to a table or updated.

    The table has a text column `token`; `key` is its primary key.
    """

    def apply(apps: Any, schema_editor: Any) -> None:
        for statement in _drawn(schema_editor.connection.vendor, table, key):
            schema_editor.execute(statement, params=None)

    def revert(apps: Any, schema_editor: Any) -> None:
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        _drop(schema_editor, table, [f"{table}_{act}_draws" for act in ("insert", "update")])
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_draw()", params=None)

    return RunPython(apply, revert)


def redraw_tokens(
    table: str, key: str, *, by: str, found: str, acts: Sequence[str], columns: Sequence[str]
) -> RunPython:
    """Return a migration operation that draws tokens anew when rows of another table change.

    Parameters
    ----------
    table, key
        The table that `draw_tokens` serves, and its primary key.
    by
        The other table.
    found
        SQL that selects the keys of the rows to draw for; ``{row}`` stands for a changed row and
        ``{source}`` for what it comes from, such as ``SELECT {row}.run_id {source}``.
    acts, columns
        ``INSERT``, ``UPDATE`` and ``DELETE``; the columns whose update counts.
    """

    def apply(apps: Any, schema_editor: Any) -> None:
        written = _redrawn if schema_editor.connection.vendor == "postgresql" else _redrawn_sqlite
        for act in acts:
            of = f"UPDATE OF {', '.join(columns)}" if act == "UPDATE" else act
            for statement in written(table, key, by, found, act, of):
                schema_editor.execute(statement, params=None)

    def revert(apps: Any, schema_editor: Any) -> None:
        names = [_redraws(by, act) for act in acts]
        _drop(schema_editor, by, names)
        if schema_editor.connection.vendor == "postgresql":
            for name in names:
                schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)

    return RunPython(apply, revert)


def _drawn(vendor: str, table: str, key: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {table}_draw() RETURNS trigger AS $$ BEGIN "
            f"NEW.{COLUMN} := gen_random_uuid()::text; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
    for act in ("insert", "update"):
        name = f"{table}_{act}_draws"
        if vendor == "postgresql":
            yield (
                f"CREATE TRIGGER {name} BEFORE {act.upper()} ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {table}_draw()"
            )
        else:
            # A trigger of SQLite does not set itself off again.
            yield (
                f"CREATE TRIGGER {name} AFTER {act.upper()} ON {table} BEGIN "  # noqa: S608 - ours
                f"UPDATE {table} SET {COLUMN} = lower(hex(randomblob(16))) "
                f"WHERE {key} = NEW.{key}; END"
            )


def _redrawn(table: str, key: str, by: str, found: str, act: str, of: str) -> Iterator[str]:
    """Rows that are added come by the thousand: all of a statement are looked at once."""
    name, is_insert = _redraws(by, act), act == "INSERT"
    row = "added" if is_insert else _row(act)
    keys = found.format(row=row, source="FROM added" if is_insert else "")
    each = "REFERENCING NEW TABLE AS added FOR EACH STATEMENT" if is_insert else "FOR EACH ROW"
    # What is set does not matter: the table's own trigger draws.
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "  # noqa: S608 - ours
        f"UPDATE {table} SET {COLUMN} = '' WHERE {key} IN ({keys}); "
        f"RETURN NULL; END $$ LANGUAGE plpgsql"
    )
    yield f"CREATE TRIGGER {name} AFTER {of} ON {by} {each} EXECUTE FUNCTION {name}()"


def _redrawn_sqlite(table: str, key: str, by: str, found: str, act: str, of: str) -> Iterator[str]:
    keys = found.format(row=_row(act), source="")
    yield (
        f"CREATE TRIGGER {_redraws(by, act)} AFTER {of} ON {by} BEGIN "  # noqa: S608 - ours
        f"UPDATE {table} SET {COLUMN} = '' WHERE {key} IN ({keys}); END"
    )


def _row(act: str) -> str:
    return "OLD" if act == "DELETE" else "NEW"


def _redraws(by: str, act: str) -> str:
    return f"{by}_{act.lower()}_redraws"


def _drop(schema_editor: Any, table: str, names: Sequence[str]) -> None:
    on_table = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    for name in names:
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}", params=None)
