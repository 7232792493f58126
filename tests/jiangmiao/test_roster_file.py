"""Reading the roster's xlsx: whatever a table program leaves in a cell, and files that mean harm."""

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from domain.roster import check
from domain.roster_rows import Roster
from jiangmiao import roster_file
from jiangmiao.roster_file import RosterUnreadable, read_roster
from jiangmiao.roster_json import sheet_to_json, sheets_from_json
from tests.rosters import NOTHING_KNOWN, TODAY, roster
from texts import roster as texts

DEMO = Path(roster_file.__file__).with_name("demo_roster.xlsx")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "名册.xlsx"


def write(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    assert book.active
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def repacked(path: Path, name: str, content: bytes) -> Path:
    """The same file with another member."""
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in (members | {name: content}).items():
            archive.writestr(member, data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(RosterUnreadable) as refused:
        read_roster(path)
    assert texts.unreadable(path.name, refused.value.reason, refused.value.facts)
    return refused.value.reason


def test_the_demos_roster_is_right():
    found = check(read_roster(DEMO), NOTHING_KNOWN, today=TODAY)
    assert isinstance(found, Roster)
    assert (len(found.people), len(found.organizations), len(found.plans)) == (57, 10, 3)


def test_a_roster_goes_through_a_file_unchanged(path):
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in roster():
        rows = book.create_sheet(sheet.name)
        rows.append(sheet.header)
        for _, cells in sheet.rows:
            rows.append(cells)
    book.save(path)
    assert check(read_roster(path), NOTHING_KNOWN, today=TODAY) == check(roster(), NOTHING_KNOWN, today=TODAY)


def test_numbers_days_and_blanks_become_text(path):
    write(
        path,
        ("手机", "学时", "日期", "时刻", "空", "真假"),
        (17000000001, 200.0, date(2026, 7, 1), datetime.fromisoformat("2026-07-01T08:30"), None, 4.5),
        (),
        ("  文字 ",),
    )
    (sheet,) = read_roster(path)
    assert sheet.header == ("手机", "学时", "日期", "时刻", "空", "真假")
    assert sheet.rows == (
        (2, ("17000000001", "200", "2026-07-01", "2026-07-01", "", "4.5")),
        (4, ("  文字 ",)),
    )
    assert not sheet.faults


def test_what_is_no_text_is_marked(path):
    write(path, ("姓名", "证件号", "坏"), ('=HYPERLINK("http://x","点我")', 440499200611182000, "#N/A"))
    (sheet,) = read_roster(path)
    assert sheet.faults == {(2, 0): "formula", (2, 1): "long_number", (2, 2): "broken_cell"}


def through_json(sheets):
    return sheets_from_json(json.loads(json.dumps([sheet_to_json(sheet) for sheet in sheets])))


def test_sheets_can_be_handed_to_another_process(path):
    sheets = read_roster(write(path, ("姓名", "证件号"), ("=1", "x")))
    assert through_json(sheets) == sheets
    assert through_json(roster()) == roster()


def test_only_the_extent_of_the_cells_counts(path):
    write(path, ("姓名",), ("林子轩",))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    repacked(path, "xl/worksheets/sheet1.xml", sheet.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"'))
    assert read_roster(path)[0].rows == ((2, ("林子轩",)),)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no_xlsx"),
        ("姓名,手机\n林子轩,17000000001".encode(), "no_xlsx"),
        (b"PK\x03\x04 and nothing more", "no_xlsx"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "old_or_locked"),
    ],
)
def test_another_kind_of_file_is_named(path, content, reason):
    path.write_bytes(content)
    assert refusal(path) == reason


def test_another_kind_of_archive_is_named(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(path) == "no_xlsx"


def test_a_damaged_workbook_is_named(path):
    write(path, ("姓名",))
    assert refusal(repacked(path, "xl/workbook.xml", b"<workbook><sheets>")) == "damaged"


def test_a_large_file_is_not_read(path, monkeypatch):
    monkeypatch.setattr(roster_file, "LARGEST_FILE", 1000)
    assert refusal(write(path, ("姓名",))) == "too_large"


def test_a_file_that_would_unpack_to_gigabytes_is_not_unpacked(path, monkeypatch):
    monkeypatch.setattr(roster_file, "LARGEST_UNPACKED", 5_000_000)
    bomb = repacked(write(path, ("姓名",)), "xl/media/bomb.bin", bytes(6_000_000))
    assert bomb.stat().st_size < 50_000
    assert refusal(bomb) == "unpacks_too_large"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_expands_is_not_parsed(path, encoding):
    bomb = f"""<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
        <worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>"""
    assert (
        refusal(repacked(write(path, ("姓名",)), "xl/worksheets/sheet1.xml", bomb.encode(encoding)))
        == "damaged"
    )


def test_a_row_numbered_beyond_the_table_keeps_nobody_busy(path):
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="999999999999"><c r="A999999999999" t="str"><v>x</v></c></row></sheetData></worksheet>'
    )
    assert refusal(repacked(write(path, ("姓名",)), "xl/worksheets/sheet1.xml", far)) in (
        "too_many_rows",
        "damaged",
    )


def test_too_many_rows_are_named(path, monkeypatch):
    monkeypatch.setattr(roster_file, "MOST_ROWS", 3)
    assert refusal(write(path, *[("x",)] * 5)) == "too_many_rows"


def test_a_password_is_named(path):
    data = io.BytesIO(write(path, ("姓名",)).read_bytes()).getvalue()
    # The first bit of a member's flags says that it is encrypted.
    at = data.index(b"PK\x01\x02") + 8
    path.write_bytes(data[:at] + bytes([data[at] | 1]) + data[at + 1 :])
    assert refusal(path) == "old_or_locked"
