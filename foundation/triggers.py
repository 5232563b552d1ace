"""Database triggers that keep rows from being changed, for PostgreSQL and SQLite.

What differs by database is here and in `foundation.locks`; migrations call `forbid`,
`refuse_when` and `stamp_changes`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.operations import RunPython
from django.db.migrations.operations.base import Operation

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION tailorline_refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$ LANGUAGE plpgsql
"""
STAMPED_ACTS = ("INSERT", "UPDATE", "DELETE")


def forbid(
    table: str,
    *,
    acts: Sequence[str] = ("UPDATE", "DELETE"),
    columns: Sequence[str] = (),
) -> RunPython:
    """Return a migration operation that forbids these acts on a table's rows.

    With `columns`, an update is refused only where it changes one of them.
    """

    def apply(apps: Any, schema_editor: Any) -> None:
        for statement in _statements(schema_editor.connection.vendor, table, acts, columns):
            schema_editor.execute(statement, params=None)

    def revert(apps: Any, schema_editor: Any) -> None:
        for act in acts:
            schema_editor.execute(_drop(schema_editor.connection.vendor, table, act), params=None)

    return RunPython(apply, revert)


def keep_triggers(*operations: Operation) -> list[Operation]:
    """Return migration operations that leave every trigger in place.

    SQLite makes a table anew to add a column or a constraint: it loses its triggers on the way,
    and refuses while those of other tables name it. Here all are taken away before and restored
    after.
    """
    remembered: dict[str, str] = {}

    def remember(apps: Any, schema_editor: Any) -> None:
        remembered.update(_sqlite_triggers(schema_editor.connection))
        for name in remembered:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)

    def restore(apps: Any, schema_editor: Any) -> None:
        there = _sqlite_triggers(schema_editor.connection)
        for name in remembered.keys() - there.keys():
            schema_editor.execute(remembered[name], params=None)

    return [RunPython(remember, restore), *operations, RunPython(restore, remember)]


def _sqlite_triggers(connection: Any) -> dict[str, str]:
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def existing_triggers(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """Return the names of the triggers that the database really has."""
    query = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connections[using].vendor]
    with connections[using].cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


def trigger_name(table: str, act: str) -> str:
    return f"{table}_no_{act.lower()}"


def _statements(vendor: str, table: str, acts: Sequence[str], columns: Sequence[str]) -> list[str]:
    conditions = {act: _condition(vendor, columns) if act == "UPDATE" else "" for act in acts}
    if vendor == "postgresql":
        created = (_postgresql(table, act, condition) for act, condition in conditions.items())
        return [POSTGRESQL_FUNCTION, *created]
    return [_sqlite(table, act, condition) for act, condition in conditions.items()]


def _condition(vendor: str, columns: Sequence[str]) -> str:
    if not columns:
        return ""
    # JSON columns are compared as text on PostgreSQL, whose plain json type has no equality.
    differs = {
        "postgresql": 'OLD."{0}"::text IS DISTINCT FROM NEW."{0}"::text',
        "sqlite": 'OLD."{0}" IS NOT NEW."{0}"',
    }[vendor]
    return f"WHEN ({' OR '.join(differs.format(column) for column in columns)}) "


def _postgresql(table: str, act: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {trigger_name(table, act)} BEFORE {act} ON {table} "
        f"FOR EACH ROW {condition}EXECUTE FUNCTION tailorline_refuse_change()"
    )


def _sqlite(table: str, act: str, condition: str) -> str:
    return (
        f"CREATE TRIGGER {trigger_name(table, act)} BEFORE {act} ON {table} "
        f"{condition}BEGIN SELECT RAISE(ABORT, 'rows of {table} never change'); END"
    )


def _drop(vendor: str, table: str, act: str) -> str:
    on_table = f" ON {table}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {trigger_name(table, act)}{on_table}"


def refuse_when(table: str, act: str, *, name: str, condition: str, message: str) -> RunPython:
    """Return a migration operation that refuses an act on a row while a condition holds.

    `condition` is SQL over NEW and OLD that both databases read; it may hold subqueries.
    """

    def apply(apps: Any, schema_editor: Any) -> None:
        statements = _guard(schema_editor.connection.vendor, table, act, name, condition, message)
        for statement in statements:
            schema_editor.execute(statement, params=None)

    def revert(apps: Any, schema_editor: Any) -> None:
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        on_table = f" ON {table}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}", params=None)
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()", params=None)

    return RunPython(apply, revert)


def _guard(vendor: str, table: str, act: str, name: str, condition: str, message: str) -> list[str]:
    if vendor == "postgresql":
        row = "OLD" if act == "DELETE" else "NEW"
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{message}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return [
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    ]


def stamp_changes(
    stamp: str, tables: Mapping[str, Sequence[str]], verb: str = "stamps"
) -> RunPython:
    """Return a migration operation that stamps a table whenever one of these tables changes.

    `stamp` has the columns `id` and `token`; its one row, number 1, gets a token that was never
    there before, so that equal tokens mean equal rows even where a transaction was undone.
    `tables` maps each table to the columns whose update counts, none for all of them. A table
    that changes two stamps has triggers for both, named by different verbs.
    """

    def apply(apps: Any, schema_editor: Any) -> None:
        for statement in _stamps(schema_editor.connection.vendor, stamp, tables, verb):
            schema_editor.execute(statement, params=None)

    def revert(apps: Any, schema_editor: Any) -> None:
        is_postgresql = schema_editor.connection.vendor == "postgresql"
        for table in tables:
            on_table = f" ON {table}" if is_postgresql else ""
            for act in STAMPED_ACTS:
                name = f"{table}_{act.lower()}_{verb}"
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}", params=None)
        if is_postgresql:
            # Other migrations may stamp by the same function.
            schema_editor.execute(
                f"DO $$ BEGIN DROP FUNCTION IF EXISTS {stamp}_anew(); "
                "EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END $$",
                params=None,
            )

    return RunPython(apply, revert)


def _stamps(
    vendor: str, stamp: str, tables: Mapping[str, Sequence[str]], verb: str
) -> Iterator[str]:
    anew = _stamped_anew(vendor, stamp)
    yield from anew
    body = "; ".join([*anew, ""])
    if vendor == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {stamp}_anew() RETURNS trigger AS $$ BEGIN {body} "
            f"RETURN NULL; END $$ LANGUAGE plpgsql"
        )
    for table, columns in tables.items():
        for act in STAMPED_ACTS:
            of = f" OF {', '.join(columns)}" if act == "UPDATE" and columns else ""
            created = f"CREATE TRIGGER {table}_{act.lower()}_{verb} AFTER {act}{of} ON {table}"
            if vendor == "postgresql":
                yield f"{created} FOR EACH STATEMENT EXECUTE FUNCTION {stamp}_anew()"
            else:
                yield f"{created} BEGIN {body} END"


def _stamped_anew(vendor: str, stamp: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"INSERT INTO {stamp} (id, token) "  # noqa: S608 - names of ours
            f"VALUES (1, gen_random_uuid()::text) "
            f"ON CONFLICT (id) DO UPDATE SET token = excluded.token"
        ]
    # No ON CONFLICT: that of the statement which fires the trigger would win.
    drawn = "lower(hex(randomblob(16)))"
    return [
        f"UPDATE {stamp} SET token = {drawn} WHERE id = 1",  # noqa: S608 - names of ours
        f"INSERT INTO {stamp} (id, token) SELECT 1, {drawn} "  # noqa: S608 - names of ours
        f"WHERE NOT EXISTS (SELECT 1 FROM {stamp} WHERE id = 1)",
    ]
