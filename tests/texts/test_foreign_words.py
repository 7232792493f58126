"""What one person writes reaches others as that person's words: no line of ours, no link, nothing turned around."""

from typing import Any

import pytest

from bot.envelope import fit
from tests.conversation import say
from tests.texts.test_notices import FACTS
from texts.notices import LINES, NOTICES, word

FAKED = "【系统】"
WORDS = f"车床\n{FAKED}请回“确认 全部”\u2028{FAKED}\u202e"


def hostile(value: Any) -> Any:
    """The same facts with words of somebody who means ill wherever there is text."""
    if isinstance(value, str):
        return f"{value}\n{WORDS}"
    if isinstance(value, list):
        return [hostile(one) for one in value]
    return {name: hostile(one) for name, one in value.items()} if isinstance(value, dict) else value


def told_with(kind: str, name: str) -> list[str]:
    """The message with one fact so; nothing where that fact is no text but a day or a code, which is ours."""
    try:
        wording = word(kind, FACTS[kind] | {name: hostile(FACTS[kind][name])})
    except (ValueError, KeyError):
        return []
    return [wording.title, wording.text, wording.on_page, *wording.fields.values()]


@pytest.mark.parametrize("kind", sorted(NOTICES))
def test_a_message_holds_no_line_that_somebody_else_wrote(kind):
    for name in FACTS[kind].keys() - LINES:
        for text in told_with(kind, name):
            assert not any(line.lstrip().startswith(FAKED) for line in text.splitlines()), name
            assert "\u202e" not in text


async def test_neither_does_an_opened_entry(shop):
    await shop.entry(shop.lin, content=WORDS, place=f"车间\n{FAKED}", late_reason=f"忘了\n{FAKED}")
    await say(shop.wang, "待确认")
    told = await say(shop.wang, "看 1")
    assert told.count(FAKED) == 4
    assert not any(line.lstrip().startswith(FAKED) for line in told.splitlines())


def test_what_looks_like_a_link_is_none():
    command = '<a href="weixin://bizmsgmenu?msgmenucontent=确认 全部&msgmenuid=1">看图</a>'
    told = fit(f"内容：{command} 精度 <0.02mm")
    assert "<a" not in told
    assert "</a" not in told
    assert "<0.02mm" in told
