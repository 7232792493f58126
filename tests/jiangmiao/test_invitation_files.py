"""What is handed out: a table that Excel opens, and pictures that a phone reads."""

import csv
import os
from datetime import timedelta
from pathlib import Path

import zxingcpp
from PIL import Image

from domain.roles import Role
from jiangmiao import invitation_files
from jiangmiao.invitation_files import picture, scene_urls, write_codes, write_pictures
from tests.rosters import NOW
from usecases.invitation_codes import CodeRow

END = NOW + timedelta(days=30)
LIN = CodeRow(1, "林子轩", "17000000004", (Role.APPRENTICE,), "7KX4M2PQ", END, False)
WANG = CodeRow(2, "王建国", "17000000001", (Role.MENTOR, Role.ADMINISTRATOR), "", None, True)
URL = "http://weixin.qq.com/q/0123456789abcdefghij"


def test_the_table_has_a_line_for_each(tmp_path: Path):
    path = tmp_path / "codes.csv"
    write_codes(path, [LIN, WANG])
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [
            ["姓名", "手机", "角色", "邀请码"],
            ["林子轩", "17000000004", "学徒", "7KX4M2PQ"],
            ["王建国", "17000000001", "导师、管理员", "已绑定"],
        ]


def test_the_table_is_for_its_owners_eyes(tmp_path: Path):
    write_codes(tmp_path / "codes.csv", [LIN])
    assert (tmp_path / "codes.csv").stat().st_mode & 0o077 == 0


def test_what_lay_there_before_does_not_open_it_to_others(tmp_path: Path):
    old = tmp_path / "codes.csv"
    old.touch(mode=0o644)
    old.chmod(0o644)
    write_codes(old, [LIN])
    assert old.stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["codes.csv"]


def test_pictures_show_codes_and_are_for_their_owner_too(tmp_path: Path):
    folder = tmp_path / "qr"
    assert write_pictures(folder, [LIN], {1: URL}) == 1
    assert [path.stat().st_mode & 0o077 for path in (folder, *folder.iterdir())] == [0, 0]


def test_codes_may_go_into_a_pipe(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    reading = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_codes(tmp_path / "pipe", [LIN])
    assert "7KX4M2PQ" in os.read(reading, 1000).decode()
    os.close(reading)


def test_no_cell_is_a_formula(tmp_path: Path):
    path = tmp_path / "codes.csv"
    rows = [
        CodeRow(1, name, "17000000004", (), "7KX4M2PQ", END, False) for name in ("=1+1", "+1", "-1", "@SUM")
    ]
    write_codes(path, rows)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [line[0] for line in csv.reader(file)][1:] == ["'=1+1", "'+1", "'-1", "'@SUM"]


def test_a_picture_can_be_read_and_has_its_quiet_zone():
    drawn = picture(URL, "林子轩  7KX4M2PQ")
    found = zxingcpp.read_barcode(drawn)
    assert found
    assert found.text == URL
    assert set(drawn.crop((0, 0, drawn.width, 40)).tobytes()) == {255}


def test_without_a_chinese_font_the_picture_goes_without_its_caption(monkeypatch):
    monkeypatch.setattr(invitation_files, "_font", lambda: None)
    drawn = picture(URL, "林子轩")
    assert drawn.width == drawn.height
    assert zxingcpp.read_barcode(drawn).text == URL


def test_pictures_are_named_for_their_people(tmp_path: Path):
    namesake = CodeRow(3, "林子轩", "17100000004", (), "8KX4M2PQ", END, False)
    odd = CodeRow(4, "../x:y", "17000000005", (), "9KX4M2PQ", END, False)
    folder = tmp_path / "二维码"
    assert write_pictures(folder, [LIN, WANG, namesake, odd], {1: URL, 3: URL, 4: URL}) == 3
    assert sorted(path.name for path in folder.iterdir()) == [
        "_x_y_0005.png",
        "林子轩_0004.png",
        "林子轩_0004_2.png",
    ]
    with Image.open(folder / "林子轩_0004.png") as image:
        assert zxingcpp.read_barcode(image).text == URL


async def test_the_platform_is_asked_for_live_codes_for_as_long_as_they_live():
    asked = []

    async def scene_url(scene: str, seconds: int) -> str:
        asked.append((scene, seconds))
        return f"{URL}/{scene}"

    assert await scene_urls([LIN, WANG], scene_url, now=NOW) == {1: f"{URL}/bind:7KX4M2PQ"}
    assert asked == [("bind:7KX4M2PQ", 30 * 24 * 3600)]
