"""The part of a trace about one entry: what it says, what it said, who signed it."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.roles import Role

from .format import STATUSES, category, hours, lessons, span
from .replies import ROLE_NAMES
from .trace_words import AGREES, at_position, door, messages, moment, trail

DECISIONS = {"confirmed": "确认", "returned": "退回"}


def entry(found: Mapping[str, Any], lesson_minutes: int) -> Iterator[tuple[Any, ...]]:
    """A heading and everything below it."""
    yield (
        0,
        f"学时 {found['number']} · {found['work_date']} · {STATUSES.get(found['status'], found['status'])}",
    )
    yield (
        1,
        f"{_says(found, lesson_minutes)}（第 {found['revision']} 版，{moment(found['entered_at'])} 记录）",
    )
    if found["late_reason"]:
        yield 1, f"补记或冲销原因：{found['late_reason']}"
    yield from _counted(found, lesson_minutes)
    for earlier in found["revisions"]:
        old = f"{_says(earlier['facts'], lesson_minutes)}，{moment(earlier['replaced_at'])} 被替换"
        yield 1, f"第 {earlier['revision']} 版：{earlier['facts']['work_date']} {old}"
    for decision in found["decisions"]:
        yield from _decided(decision)
    for piece in found["evidence"]:
        yield 1, f"证明材料 {moment(piece['received_at'])} {piece['sha256']}".rstrip()
    yield from messages(found["messages"], 1)
    yield from trail(found["trail"], 1)


def _says(told: Mapping[str, Any], lesson_minutes: int) -> str:
    length = f"{hours(told['minutes'])}（{lessons(told['minutes'], lesson_minutes)}学时）"
    parts = (
        category(told["category"]),
        span(told["starts"], told["ends"]),
        length,
        told["place"],
        told["content"],
    )
    return " ".join(filter(None, parts))


def _counted(found: Mapping[str, Any], lesson_minutes: int) -> Iterator[tuple[Any, ...]]:
    if frozen := found["frozen"]:
        told = f"{category(frozen['category'])} {lessons(frozen['minutes'], lesson_minutes)}学时"
        yield (
            1,
            f"评价时冻结第 {frozen['revision']} 版：{told}{AGREES[frozen['agrees']]}",
            not frozen["agrees"],
        )
    if found["reverses"]:
        yield 1, f"冲销编号 {found['reverses']}"
    if found["reversed_by"]:
        yield 1, f"已被编号 {found['reversed_by']} 冲销"


def _decided(made: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    as_what = ROLE_NAMES[Role(made["signer_role"])]
    instead = f" 代 {made['on_behalf_of']}" if made["on_behalf_of"] else ""
    who = f"{made['signer_name']}{instead}（{as_what}，{made['signer_employer']}）"
    where = "，".join(filter(None, (door(made["door"]), at_position(made["trail_id"], made["position"]))))
    what = DECISIONS.get(made["decision"], made["decision"])
    yield (
        1,
        f"第 {made['revision']} 版 {moment(made['decided_at'])} {what}：{who}，{where}",
        not made["trail_id"],
    )
    if made["reason"]:
        yield 2, f"原因：{made['reason']}"
    yield 2, f"内容摘要 {made['digest']} {AGREES[made['digest_agrees']]}", not made["digest_agrees"]
