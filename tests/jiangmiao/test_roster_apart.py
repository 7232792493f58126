"""A roster's file is read within limits of time and memory, whatever it unpacks to."""

import zipfile
from pathlib import Path

import pytest

from jiangmiao import roster_file
from jiangmiao.roster_apart import read_roster_apart
from jiangmiao.roster_file import RosterUnreadable, read_roster
from texts import roster as texts

DEMO = Path(roster_file.__file__).with_name("demo_roster.xlsx")
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
TAIL = "</row></sheetData></worksheet>"


def with_cells(path: Path, count: int) -> Path:
    """The demo's roster, its first sheet one row of so many empty cells."""
    first = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(DEMO) as known, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in known.namelist():
            made.writestr(name, HEAD + "<c/>" * count + TAIL if name == first else known.read(name))
    return path


def test_a_roster_is_read_as_it_is():
    assert read_roster_apart(DEMO) == read_roster(DEMO)


def test_what_is_wrong_with_a_file_is_said_as_ever(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"no table")
    with pytest.raises(RosterUnreadable) as refused:
        read_roster_apart(tmp_path / "a.xlsx")
    assert refused.value.reason == "no_xlsx"
    with pytest.raises(FileNotFoundError):
        read_roster_apart(tmp_path / "b.xlsx")


@pytest.mark.parametrize("limit", [{"memory": 300 << 20}, {"cpu_seconds": 1}])
def test_a_small_file_of_very_many_cells_is_given_up(tmp_path, limit):
    path = with_cells(tmp_path / "wide.xlsx", 3_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(RosterUnreadable) as refused:
        read_roster_apart(path, **limit)
    assert refused.value.reason == "too_costly"
    assert "分成几个文件" in texts.unreadable(path.name, refused.value.reason, refused.value.facts)
