"""Steps of a migration that only one of the two databases takes."""

from typing import Any

from tortoise.migrations import operations


class _OnOne(operations.RunSQL):
    """Raw SQL that the other database has other words for, or no need of."""

    dialect: str

    async def _run_sql(self, state_editor: Any, sqls: Any) -> None:
        if state_editor.client.capabilities.dialect == self.dialect:
            await super()._run_sql(state_editor, sqls)


class OnPostgres(_OnOne):
    dialect = "postgres"


class OnSqlite(_OnOne):
    dialect = "sqlite"


class TriggersOnSqlite(_OnOne):
    """Statements that hold semicolons themselves, at which Tortoise would cut them on SQLite."""

    dialect = "sqlite"

    async def _run_sql(self, state_editor: Any, sqls: Any) -> None:
        if state_editor.client.capabilities.dialect == self.dialect:
            for sql in sqls:
                if state_editor.collect_sql:
                    state_editor.collected_sql.append(sql)
                else:
                    await state_editor.client.execute_query(sql)
