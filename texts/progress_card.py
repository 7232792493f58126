"""The progress of a training as a picture for the phone: bars by category, the pace, and what is missing."""

import io
from typing import Any

from PIL import Image

from domain.grade_conditions import Finding
from domain.progress import Line, Progress
from usecases.progress_card import ProgressCard

from . import typeset
from .findings import WAYS, requirement, short_source
from .format import GRADES, PROGRAMMES, category, lessons_at_least, lessons_at_most
from .replies_progress import beyond, other_pictures, pace
from .wording import day

TEMPLATE = "progress-1"
# The template is 360 points wide: 1,080 pixels.
DOTS_PER_INCH = 216
# What is missing beyond these is counted.
MOST_MISSING = 6
# Few colours and their shades: a third of the bytes, and nobody sees it.
COLOURS = 64
LESSONS = "学时"


def png(facts: dict[str, Any]) -> bytes:
    """The picture of `card`, 1,080 pixels wide."""
    with Image.open(io.BytesIO(typeset.png(TEMPLATE, facts, dots_per_inch=DOTS_PER_INCH))) as drawn:
        few = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    made = io.BytesIO()
    few.save(made, "PNG")
    return made.getvalue()


def card(of: ProgressCard) -> dict[str, Any]:
    """What the template reads: text as it is shown, and shares of 1."""
    training = of.training
    now, per = training.progress, training.lesson_minutes
    return {
        "name": of.name,
        "employer": training.employer,
        "occupation": training.occupation,
        "grade": GRADES[training.target_grade],
        "term": f"{PROGRAMMES[training.programme]} · {now.starts_on} 至 {now.ends_on}",
        "percent": now.done_percent,
        "expected": now.expected_percent,
        "behind": _behind(now),
        "sums": _sums(now, per),
        "lines": [_line(line, per) for line in now.lines],
        "outlook": pace(now) if now.missing else [_done(now)],
        "alarm": beyond(training) if now.missing else [],
        **_missing(of),
        "others": _others(of),
        "day": f"截至{day(of.day)}",
    }


def _others(of: ProgressCard) -> str:
    """That there are more agreements, and what to write for them."""
    return (
        f"第 {of.place} 份，共 {of.running} 份。{other_pictures(of.running, of.place)}"
        if of.running > 1
        else ""
    )


def _done(now: Progress) -> str:
    return "规定学时已全部确认。" if now.required else "培养方案还没有规定学时。"


def _behind(now: Progress) -> str:
    """领先 3% or 落后 12%: confirmed hours against an even pace."""
    ahead = now.done_percent - now.expected_percent
    return f"领先 {ahead}%" if ahead > 0 else f"落后 {-ahead}%" if ahead < 0 else "正好跟上"


def _sums(now: Progress, per: int) -> list[dict[str, str]]:
    figures = {
        "已确认": lessons_at_most(now.confirmed, per),
        "待确认": lessons_at_most(now.waiting, per),
        "还差": lessons_at_least(now.missing, per),
        "要求": lessons_at_least(now.required, per),
    }
    return [{"name": name, "value": value, "unit": LESSONS} for name, value in figures.items()]


def _line(line: Line, per: int) -> dict[str, Any]:
    confirmed = min(line.confirmed / line.required, 1) if line.required else 1
    waiting = min(line.waiting / line.required, 1 - confirmed) if line.required else 0
    waits = f"待确认 {lessons_at_most(line.waiting, per)}" if line.waiting else ""
    lacks = f"还差 {lessons_at_least(line.missing, per)}" if line.missing else "已完成"
    return {
        "name": category(line.category),
        "value": lessons_at_most(line.confirmed, per),
        "of": lessons_at_least(line.required, per),
        "note": " · ".join(filter(None, (waits, lacks))),
        "confirmed": round(confirmed, 3),
        "waiting": round(waiting, 3),
    }


def _missing(of: ProgressCard) -> dict[str, Any]:
    """The nearest way to the next grade, with the conditions that are not met yet."""
    way = of.next.ways[0] if of.next and of.next.ways else None
    if of.next is None or way is None:
        return {"way": "", "missing": [], "more": ""}
    unmet = [_condition(one) for one in way.unmet]
    more = len(unmet) - MOST_MISSING
    verdict = f"还差 {len(unmet)} 项" if unmet else "条件已齐，请联系单位办理"
    return {
        "way": f"{GRADES[of.next.grade]} · {WAYS[way.rule.way]}：{verdict}",
        "missing": unmet[:MOST_MISSING],
        "more": f"另有 {more} 项，回“等级”看全部。" if more > 0 else "",
    }


def _condition(unmet: Finding) -> dict[str, str]:
    return {"what": requirement(unmet), "clause": short_source(unmet.clause)}
