"""Keep what a slow loading wrote, and write it again into the emptied tables of a later test."""

from io import StringIO

from django.db import connection, transaction

# Django fills these again by itself whenever the tables are emptied.
FILLED_BY_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}


class KeptTables:
    """The rows of every table of the test's database, as PostgreSQL copies them."""

    def __init__(self) -> None:
        self.rows_by_table: dict[str, str] = {}

    def keep(self) -> None:
        """Copy every row that is there now."""
        with connection.cursor() as cursor:
            for table in set(connection.introspection.table_names(cursor)) - FILLED_BY_DJANGO:
                rows = StringIO()
                cursor.copy_expert(f'COPY "{table}" TO STDOUT', rows)
                self.rows_by_table[table] = rows.getvalue()

    def write(self) -> None:
        """Put the rows where they were; triggers and references have seen them before."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self.rows_by_table.items():
                cursor.execute(f'DELETE FROM "{table}"')
                cursor.copy_expert(f'COPY "{table}" FROM STDIN', StringIO(rows))
