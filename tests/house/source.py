"""The project's own files, as text and as syntax trees."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("domain", "models", "usecases", "texts", "bot", "handlers", "scheduler", "jiangmiao")
GENERATED = ("models/migrations/",)
_ELSEWHERE = {
    ".git",
    ".venv",
    ".venv.busy",
    "__pycache__",
    "build",
    "dist",
    "node_modules",
    "miniprogram_npm",
}
_BINARY = {".pyc", ".png", ".jpg", ".ico", ".xlsx", ".pdf", ".woff2", ".db"}


@dataclass(frozen=True)
class Source:
    """One Python file; `name` is its path from the root, with slashes."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    def docstrings(self) -> set[int]:
        """The `id`s of the nodes that are docstrings."""
        described = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        bodies = (node.body for node in ast.walk(self.tree) if isinstance(node, described))
        return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def files() -> Iterator[Path]:
    """Every file of the project that is text, but not what tools and services leave in the folder."""
    for folder, below, names in os.walk(ROOT):
        below[:] = [
            name for name in below if name not in _ELSEWHERE and not name.endswith(("_cache", ".egg-info"))
        ]
        below[:] = [name for name in below if name != ".hypothesis"]
        for name in names:
            path = Path(folder, name)
            if path.suffix not in _BINARY and ".db" not in name and name != ".env":
                yield path


def sources(*packages: str) -> list[Source]:
    """The Python files of these packages, or of the whole project; without what a tool wrote."""
    chosen = [Source(path) for path in sorted(files()) if path.suffix == ".py"]
    return [
        source
        for source in chosen
        if not source.name.startswith(GENERATED) and (not packages or source.name.split("/")[0] in packages)
    ]
