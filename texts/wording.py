"""How an outgoing message is worded: once as text, once as the short fields of a template.

Four templates carry every kind, each with its own fields, so that an operator fills in four ids:

| template | fields |
|---|---|
| hours_to_confirm | thing1 who, date2 the day, thing3 what |
| hours_decided | thing1 which entry, phrase2 the decision, thing3 what to do |
| reminder | thing1 what about, date2 until when or since when, thing3 what to do |
| notice | thing1 the title, date2 the day, thing3 what to do |
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from . import links
from .format import excerpt

HOURS_TO_CONFIRM = "hours_to_confirm"
HOURS_DECIDED = "hours_decided"
REMINDER = "reminder"
NOTICE = "notice"
TEMPLATES = (HOURS_TO_CONFIRM, HOURS_DECIDED, REMINDER, NOTICE)
# What the platform calls each template and labels its fields, where one may choose.
TITLES = {
    HOURS_TO_CONFIRM: "学时待确认",
    HOURS_DECIDED: "学时审核结果",
    REMINDER: "办理提醒",
    NOTICE: "通知公告",
}
LABELS = {
    HOURS_TO_CONFIRM: {"thing1": "学徒", "date2": "日期", "thing3": "内容"},
    HOURS_DECIDED: {"thing1": "学时", "phrase2": "结果", "thing3": "说明"},
    REMINDER: {"thing1": "事项", "date2": "日期", "thing3": "怎么办"},
    NOTICE: {"thing1": "标题", "date2": "日期", "thing3": "怎么看"},
}

LONGEST_THING = 20
LONGEST_PHRASE = 5
NOTHING = "无"


@dataclass(frozen=True, slots=True)
class Wording:
    """One message. `text` stands alone in the chat; in the inbox `title` goes above it.

    `template` is one of `TEMPLATES`, `fields` its fields by key, each within the platform's rule.
    `path` is our page about it, where there is one; `on_page` is the text there where it isn't the chat's.
    """

    title: str
    text: str
    template: str
    fields: dict[str, str]
    path: str = ""
    on_page: str = ""


Facts = Mapping[str, Any]
Notice = Callable[[Facts], Wording]


def linked(wording: Wording) -> str:
    """The text for the chat with the address of its page, unless it names that already."""
    address = links.page(wording.path)
    return f"{wording.text}\n打开：{address}" if address and address not in wording.text else wording.text


def thing(text: str) -> str:
    """A `thing` field: one line of 1 to 20 characters, without signs outside the basic plane."""
    plain = "".join(sign for sign in text if (sign.isprintable() and ord(sign) <= 0xFFFF) or sign.isspace())
    return excerpt(plain, LONGEST_THING) or NOTHING


def phrase(text: str) -> str:
    """A `phrase` field: at most 5 Chinese characters."""
    return text[:LONGEST_PHRASE]


def day(on: date) -> str:
    """A `date` field: 2026年11月20日."""
    return f"{on.year}年{on.month}月{on.day}日"


def reminder(title: str, text: str, *, about: str, on: date, todo: str) -> Wording:
    """A message that goes out as a reminder."""
    fields = {"thing1": thing(about), "date2": day(on), "thing3": thing(todo)}
    return Wording(title, text, REMINDER, fields)
