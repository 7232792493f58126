"""Checkpoints are written again and again until they stand in every folder."""

from datetime import timedelta
from pathlib import Path

import pytest

from domain.checkpoints import CheckpointNotWritten
from tests.cast import NOON
from tests.trails import verify
from tests.usecases.claims import claim
from usecases.begin_trail import begin_anew
from usecases.checkpoint_trail import checkpoint_when_due
from usecases.log_hours import log_hours

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
async def folders(shop, tmp_path) -> list[Path]:
    """A file stands where the folder of copies should be."""
    await begin_anew(now=NOON)
    (tmp_path / "there").write_text("")
    return [tmp_path / "here", tmp_path / "there"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_folder_that_fails_gets_its_checkpoint_at_the_next_try(folders, database):
    with pytest.raises(CheckpointNotWritten, match="there"):
        await checkpoint_when_due(folders, now=NOON)
    assert len(names(folders[0])) == 1
    with pytest.raises(CheckpointNotWritten):
        await checkpoint_when_due(folders, now=NOON + MINUTE)
    folders[1].unlink()
    assert await checkpoint_when_due(folders, now=NOON + 2 * MINUTE) is None
    assert names(folders[1]) == names(folders[0])


async def test_a_folder_that_was_away_for_hours_gets_all_that_it_missed(folders, shop, database):
    for hour in range(3):
        await log_hours(
            shop.huang, claim(day=NOON.date() - timedelta(days=hour + 1), ref=f"hour:{hour}"), now=NOON
        )
        with pytest.raises(CheckpointNotWritten):
            await checkpoint_when_due(folders, now=NOON + hour * HOUR)
    folders[1].unlink()
    await checkpoint_when_due(folders, now=NOON + 2 * HOUR + MINUTE)
    assert names(folders[1]) == names(folders[0])
    for folder in folders:
        verified = await verify(database, folder)
        assert (verified.checkpoints, verified.tamperings) == (3, ())


async def test_while_the_first_folder_is_away_the_other_goes_on(folders, shop, database):
    away = [folders[1], folders[0]]
    for hour in range(2):
        await log_hours(
            shop.huang, claim(day=NOON.date() - timedelta(days=hour + 1), ref=f"hour:{hour}"), now=NOON
        )
        with pytest.raises(CheckpointNotWritten):
            await checkpoint_when_due(away, now=NOON + hour * HOUR)
    away[0].unlink()
    await checkpoint_when_due(away, now=NOON + HOUR + MINUTE)
    assert names(away[0]) == names(away[1])
    assert (await verify(database, away[0])).tamperings == ()


async def test_where_no_folder_can_be_written_the_next_try_writes_it(folders, database):
    folders[0].write_text("")
    with pytest.raises(CheckpointNotWritten):
        await checkpoint_when_due(folders, now=NOON)
    for folder in folders:
        folder.unlink()
    written = await checkpoint_when_due(folders, now=NOON + MINUTE)
    assert written is not None
    assert len(names(folders[0])) == len(names(folders[1])) == 1
