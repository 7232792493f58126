"""A notice is written in any editor, and read as its readers will see it."""

import pytest

from domain.notice_text import NoticeText, TitleMissing
from jiangmiao.control import Refused
from jiangmiao.notice_file import read_notice_file

WRITTEN = """\
# 冬季安全培训

**周五**下午三点，三号车间。

- 带工帽
- 带工牌


详见[通知原文](https://example.cn/a)。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_markdown_becomes_lines_of_text(tmp_path, encoding, ending):
    path = tmp_path / "notice.md"
    path.write_bytes(WRITTEN.replace("\n", ending).encode(encoding))
    assert read_notice_file(path) == NoticeText(
        "冬季安全培训",
        "周五下午三点，三号车间。\n\n· 带工帽\n· 带工牌\n\n详见通知原文（https://example.cn/a）。",
    )


def test_plain_text_stays_as_it_is(tmp_path):
    path = tmp_path / "notice.txt"
    path.write_text("放假通知\n2 * 3 = 6，a_b_c，#1 车间\n", encoding="utf-8")
    assert read_notice_file(path) == NoticeText("放假通知", "2 * 3 = 6，a_b_c，#1 车间")


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "没有这个文件"), (b"\xff\xfe\xff\xff\x80", "不是文本"), (b"a" * 100_001, "太大")],
)
def test_what_can_not_be_read_is_refused_by_name(tmp_path, content, said):
    path = tmp_path / "notice.md"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused, match=f"{said}.*") as refused:
        read_notice_file(path)
    assert str(path) in str(refused.value)


def test_a_folder_is_no_notice(tmp_path):
    with pytest.raises(Refused, match="打不开文件"):
        read_notice_file(tmp_path)


def test_an_empty_file_has_no_title(tmp_path):
    path = tmp_path / "notice.md"
    path.write_text("\n\n")
    with pytest.raises(TitleMissing):
        read_notice_file(path)
