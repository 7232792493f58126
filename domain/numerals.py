"""Signs and numbers as people type them: half and full width, simplified and traditional, Chinese numerals.

`plain` maps character to character, so a position in the plain text is the same position in the
person's own words. (NFKC would not do: it changes lengths and turns 4² into 42.)
"""

import re
from fractions import Fraction
from functools import cache, lru_cache

BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
BLANK = f"[{BLANKS}]"
# Any number of blanks, never given back: two runs side by side would take quadratic time otherwise.
GAP = f"{BLANK}*+"

_FULL_WIDTH = {sign + 0xFEE0: chr(sign) for sign in range(0x21, 0x7F)}
_USUAL = "点时钟钟头个课学周号礼后这实训践论岗零一二二三三四五六六七八九十百两"
_VARIANT = "點時鐘鍾頭個課學週號禮後這實訓踐論崗〇壹贰貳叁參肆伍陆陸柒捌玖拾佰兩"
_DASHES = dict.fromkeys(map(ord, "–—―−‐‑"), "-") | dict.fromkeys(map(ord, "〜∼"), "~")
_PLAIN = _FULL_WIDTH | _DASHES | str.maketrans(_VARIANT, _USUAL)

_ONES = "一二三四五六七八九"
NUMERALS = f"零{_ONES}两十百廿卅"
WHOLE = rf"(?:[0-9]{{1,4}}|[{NUMERALS}]{{1,6}})"
NUMBER = rf"(?:[0-9]{{1,4}}(?:\.[0-9]{{1,2}})?|[{NUMERALS}]{{1,6}}(?:点[零{_ONES}]{{1,2}})?)"


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """The same text in the usual signs, character for character."""
    return text.translate(_PLAIN)


@cache
def _spellings() -> dict[str, int]:
    """Every numeral that is read, up to 999. What isn't here (四五, 一百五, 两十) has no one meaning."""
    ones = {word: value for value, word in enumerate(_ONES, 1)}
    tens = {f"{word}十": value * 10 for word, value in ones.items()}
    rounds = {"十": 10, "廿": 20, "卅": 30} | tens
    after_hundred = {"": 0} | {f"零{word}": value for word, value in ones.items()} | tens | _sums(tens, ones)
    hundreds = {f"{word}百": value * 100 for word, value in (ones | {"两": 2}).items()}
    return {"零": 0, "两": 2} | ones | rounds | _sums(rounds, ones) | _sums(hundreds, after_hundred)


def _sums(first: dict[str, int], second: dict[str, int]) -> dict[str, int]:
    return {word + after: value + more for word, value in first.items() for after, more in second.items()}


def read_whole(text: str) -> int | None:
    """A whole number of plain text in digits or Chinese numerals, 0 to 9999; None if it is no such number."""
    if re.fullmatch("[0-9]{1,4}", text):
        return int(text)
    return _spellings().get(text)


@lru_cache(maxsize=256)
def read_number(text: str) -> Fraction | None:
    """A number of plain text with at most two decimals: 4, 4.25, 十二, 四点五."""
    if re.fullmatch(r"[0-9]{1,4}\.[0-9]{1,2}", text):
        return Fraction(text)
    whole, point, decimals = text.partition("点")
    value = read_whole(whole)
    if value is None or not point:
        return None if value is None else Fraction(value)
    digits = "".join(str("零一二三四五六七八九".index(word)) for word in decimals)
    return value + Fraction(int(digits), 10 ** len(digits))
