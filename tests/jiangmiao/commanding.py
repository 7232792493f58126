"""Commands in a test: a folder of their own, settings of nobody else, and a second process."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.conftest import SECRET
from tests.house.source import ROOT
from usecases import ways


def settle(folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    """Work in `folder` under these settings (by their names without JIANGMIAO_)."""
    for name in [name for name in os.environ if name.startswith("JIANGMIAO_")]:
        monkeypatch.delenv(name)
    for name, value in {"environment": "development", "secret_key": SECRET, **settings}.items():
        monkeypatch.setenv(f"JIANGMIAO_{name.upper()}", value)
    monkeypatch.chdir(folder)
    # What a command sets up for sending is undone with the rest.
    monkeypatch.setattr(ways, "_ways", ways.in_use())


async def typed(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "jiangmiao",
        *words,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    return process.returncode or 0, out.decode(), err.decode()
