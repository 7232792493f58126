"""Steps of a migration that only one of the two databases takes."""

from typing import Any

from tortoise.migrations import operations


class OnPostgres(operations.RunSQL):
    """Raw SQL that SQLite has no words for, and no need of."""

    async def _run_sql(self, state_editor: Any, sqls: Any) -> None:
        if state_editor.client.capabilities.dialect == "postgres":
            await super()._run_sql(state_editor, sqls)
