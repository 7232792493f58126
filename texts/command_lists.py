"""The lists of notices and messages that the operator reads at the command line."""

from collections.abc import Mapping
from typing import Any

from .replies_statistics import REASONS, STATES, SUMS

NOTICE_COLUMNS = ("编号", "状态", "时间", "收件", "已读", "已阅", "标题")
DELIVERY_COLUMNS = ("编号", "时间", "类型", "收件人", "状态", "渠道", "次数", "原因")
CHANNELS = {
    "": "",
    "customer": "客服消息",
    "template": "模板消息",
    "subscribe": "订阅消息",
    "mini": "小程序消息",
    "mass": "群发消息",
    "inbox": "站内",
}


def notice_row(line: Mapping[str, Any], when: str) -> tuple[str, ...]:
    state = next(name for known, name in STATES.items() if known == line["state"])
    if line["by_mass"]:
        state += "·群发"
    figures = (line["recipients"], line["read"], line["acknowledged"])
    return (str(line["number"]), state, when, *map(str, figures), line["title"])


def delivery_row(line: Mapping[str, Any], when: str) -> tuple[str, ...]:
    state = SUMS.get(line["state"], line["state"])
    channel = CHANNELS.get(line["channel"], line["channel"])
    attempts = str(line["attempts"])
    return (
        str(line["number"]),
        when,
        line["kind"],
        line["person"],
        state,
        channel,
        attempts,
        REASONS.get(line["outcome"], line["outcome"]),
    )


def nothing_yet() -> str:
    return "还没有。"
