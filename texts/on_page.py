"""Sentences of the chat as a page or the mini-program says them: 回“待确认” becomes the page of that name."""

import re
from collections.abc import Mapping
from functools import partial

from domain.errors import Refusal

from . import refusals
from .wording import Wording

# What the pages call what these words of the chat lead to.
PAGES = {
    "待确认": "待确认",
    "学时": "记学时",
    "我的学时": "月历",
    "进度": "进度",
    "等级": "进度",
    "通知": "通知",
    "期限": "期限",
    "证书": "证书",
    "隐私": "个人信息保护说明",
}
# What the mini-program calls it.
MINI_PROGRAM = {
    "待确认": "待确认",
    "学时": "学时",
    "我的学时": "学时",
    "进度": "进度",
    "等级": "进度",
    "通知": "通知",
    "证书": "证书",
    "隐私": "个人信息保护说明",
}
_ANSWER = re.compile(r"(?:请?再?)回“([^”]+)”")


def said(text: str, pages: Mapping[str, str] = PAGES) -> str:
    """Words that only the chat understands are said to belong there."""
    return _ANSWER.sub(partial(_turned, pages), text)


def refused(refusal: Refusal, pages: Mapping[str, str] = PAGES) -> str:
    return said(refusals.sentence(refusal), pages)


def message(wording: Wording) -> str:
    """A message as the inbox shows it, beside a link to its page."""
    return wording.on_page or said(wording.text)


def _turned(pages: Mapping[str, str], found: re.Match[str]) -> str:
    word = found[1]
    return f"打开“{pages[word]}”" if word in pages else f"在公众号里回“{word}”"
