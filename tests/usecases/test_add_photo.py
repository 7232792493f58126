"""The file of a picture is there if, and only if, its row is."""

import asyncio
from pathlib import Path

import pytest

from domain.roles import Actor
from models.hours import Evidence
from tests.cast import NOON
from usecases.add_photo import EvidenceClosed, add_photo, photo_file

PICTURE = b"\xff\xd8\xff a picture"


def kept_in(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


async def add(actor: Actor, number: int, folder: Path, then: BaseException | None = None) -> None:
    async with photo_file(actor, number, PICTURE, folder, now=NOON) as file:
        assert kept_in(folder) == [file.name]
        await add_photo(actor, file, now=NOON)
        if then:
            raise then


async def cut_off(actor: Actor, number: int, folder: Path) -> None:
    async with photo_file(actor, number, PICTURE, folder, now=NOON):
        raise asyncio.CancelledError


async def test_a_picture_that_is_refused_leaves_no_file(shop, tmp_path):
    entry = await shop.entry(shop.lin, status="confirmed")
    with pytest.raises(EvidenceClosed):
        await add(shop.lin, entry.number, tmp_path)
    assert kept_in(tmp_path) == []


async def test_a_failure_after_the_row_was_written_leaves_the_file(shop, tmp_path):
    entry = await shop.entry(shop.lin)
    with pytest.raises(ConnectionError):
        await add(shop.lin, entry.number, tmp_path, ConnectionError("the answer to the commit was lost"))
    assert kept_in(tmp_path) == [(await Evidence.get()).file]


async def test_whoever_is_cut_off_leaves_the_file_to_a_transaction_that_goes_on(shop, tmp_path):
    with pytest.raises(asyncio.CancelledError):
        await cut_off(shop.lin, 1, tmp_path)
    assert len(kept_in(tmp_path)) == 1


async def test_a_disk_that_fails_leaves_no_part(shop, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space left"):
        await add(shop.lin, 1, tmp_path)
    assert kept_in(tmp_path) == []
