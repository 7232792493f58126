"""Sheets and codes as plain JSON, so that they can go over the control socket."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from domain.roles import Role
from domain.roster_sheets import Sheet
from usecases.invitation_codes import CodeRow


def sheet_to_json(sheet: Sheet) -> dict[str, Any]:
    faults = [[row, place, fault] for (row, place), fault in sheet.faults.items()]
    return {"name": sheet.name, "header": sheet.header, "rows": sheet.rows, "faults": faults}


def sheets_from_json(found: Iterable[Mapping[str, Any]]) -> tuple[Sheet, ...]:
    return tuple(
        Sheet(
            sheet["name"],
            tuple(sheet["header"]),
            tuple((number, tuple(cells)) for number, cells in sheet["rows"]),
            {(row, place): fault for row, place, fault in sheet["faults"]},
        )
        for sheet in found
    )


def code_to_json(row: CodeRow) -> dict[str, Any]:
    return {**asdict(row), "expires_at": row.expires_at.isoformat() if row.expires_at else None}


def codes_from_json(found: Iterable[Mapping[str, Any]]) -> list[CodeRow]:
    return [_code(row) for row in found]


def _code(row: Mapping[str, Any]) -> CodeRow:
    expires_at = datetime.fromisoformat(row["expires_at"]) if row["expires_at"] else None
    roles = tuple(Role(role) for role in row["roles"])
    return CodeRow(**{**row, "roles": roles, "expires_at": expires_at})
