"""The part of a trace about the assessment and the hours that it froze."""

from collections.abc import Iterator, Mapping
from typing import Any

from domain.grading import AssessmentState

from . import assessments
from .format import categories, category, lessons
from .trace_words import AGREES, messages, moment, trail


def assessment(found: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Its kind and result, items, assessors, the frozen hours, the messages and the trail."""
    state = assessments.STATES[AssessmentState(found["state"])]
    yield 0, f"评价 {found['number']}"
    yield 1, f"{assessments.kind(found['kind'])}第 {found['attempt']} 次 · {found['occupation']} · {state}"
    yield from _result(found)
    for item in found["items"]:
        yield 1, f"分项 {item['name']}（{item['weight']}%）{assessments.score(item['score'])}".rstrip()
    for who in found["assessors"]:
        yield 1, f"评价员 {who['name']} {who['employer']}".rstrip()
    yield from _hours(found)
    yield from messages(found["messages"], 1)
    yield from trail(found["trail"], 1)


def _result(found: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    day = f"评价日期 {found['sat_on']}" if found["sat_on"] else ""
    score = f"得分 {assessments.score(found['score'])}" if found["score"] is not None else ""
    body = f"评价机构 {found['body']}" if found["body"] else ""
    yield 1, "，".join(filter(None, (day, score, body, found["employer"])))
    if found["decided_at"]:
        by = f"，由 {found['recorded_by']} 录入" if found["recorded_by"] else ""
        yield 1, f"结果录入于 {moment(found['decided_at'])}{by}"
    if found["voided_at"]:
        yield 1, f"结果已于 {moment(found['voided_at'])} 作废：{found['voided_reason']}"
    facts = {"依据": found["source"], "原因": found["reasons"], "备注": found["remarks"]}
    for name, value in facts.items():
        if value:
            yield 1, f"{name} {value}"


def _hours(found: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    minutes = found["minutes"]
    order = categories(tuple(minutes)).split("、")
    named = {category(code): count for code, count in minutes.items()}
    told = [f"{name} {lessons(named[name], found['lesson_minutes'])}学时" for name in order if name]
    yield 1, f"冻结的学时：{'、'.join(told) or '无'}"
    yield 1, f"学时摘要 {found['hours_digest']} {AGREES[found['hours_agree']]}", not found["hours_agree"]
