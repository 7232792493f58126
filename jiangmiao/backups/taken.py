"""What either database hands over for a backup."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Taken:
    """`parts` are files by their names in the backup; `columns` and `sequences` only PostgreSQL needs."""

    engine: str
    migrations: list[str]
    rows: dict[str, int]
    columns: dict[str, list[str]]
    sequences: dict[str, int]
    parts: dict[str, Path]
