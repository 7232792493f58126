"""追溯: the walk from a certificate to what it stands on, for an auditor: lines for text and paper alike."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from domain.certificate_states import CertificateState
from domain.clock import local, local_day

from . import certificates, typeset
from .format import one_line
from .trace_assessment import assessment
from .trace_entries import entry
from .trace_words import AGREES, event, messages, moment, trail

TEMPLATE = "trace-1"
INDENT = "  "
TITLE = "证书追溯"
STATED = {"certificate.suspended", "certificate.restored", "certificate.revoked", "certificate.reissued"}
Found = Mapping[str, Any]


class Line(NamedTuple):
    """`level` counts from 0, a heading; `wrong` is set apart for the reader."""

    level: int
    text: str
    wrong: bool = False


def text(found: Found) -> str:
    """The whole as lines for a terminal."""
    return "\n".join(f"{INDENT * line.level}{line.text}" for line in lines(found))


def pdf(found: Found) -> bytes:
    """A4, dated as of the walk."""
    traced_at = datetime.fromisoformat(found["traced_at"])
    says = found["certificate"]
    facts = {
        "title": TITLE,
        "number": says["number"],
        "issuer": says["snapshot"]["issuer"],
        "traced_at": moment(found["traced_at"]),
        "lines": [line._asdict() for line in lines(found)],
    }
    return typeset.pdf(TEMPLATE, facts, at=traced_at)


def lines(found: Found) -> list[Line]:
    """Certificate, assessment and entries in this order, after a summary of what doesn't agree."""
    entries = found["entries"]
    body = [Line(level, one_line(words), *wrong) for level, words, *wrong in _parts(found)]
    wrong = sum(line.wrong for line in body)
    summary = (
        f"发现 {wrong} 处与当时的摘要或冻结的学时不一致，已在下面标出。"
        if wrong
        else "各项摘要都与现在的记录一致。"
    )
    head = Line(0, f"{TITLE} {found['certificate']['number']}")
    counted = Line(
        1, f"追溯时间 {moment(found['traced_at'])}，学时记录 {len(entries)} 条。{summary}", wrong > 0
    )
    return [head, counted, *body]


def _parts(found: Found) -> Iterator[tuple[Any, ...]]:
    yield from _certificate(found["certificate"], datetime.fromisoformat(found["traced_at"]))
    if found["assessment"]:
        yield from assessment(found["assessment"])
    lesson_minutes = found["assessment"]["lesson_minutes"] if found["assessment"] else 45
    for each in found["entries"]:
        yield from entry(each, lesson_minutes)


def _certificate(says: Found, at: datetime) -> Iterator[tuple[Any, ...]]:
    printed = says["snapshot"]
    expires = datetime.fromisoformat(says["expires_on"]).date() if says["expires_on"] else None
    state = certificates.state(CertificateState(says["state"]), expires, local_day(local(at)))
    yield 0, "证书"
    yield 1, f"{certificates.heading(printed)} · {says['number']} · {state}"
    yield 1, f"持证人 {printed['name']} {printed['id_number']}".rstrip()
    yield 1, f"颁发 {printed['issuer']}，{moment(says['issued_at'])}"
    yield 1, f"查询 {certificates.link(says['code'])}"
    if says["replaces"]:
        yield 1, f"代替 {says['replaces']}"
    if says["replaced_by"]:
        yield 1, f"换发为 {says['replaced_by']}"
    yield 1, f"摘要 {says['digest']} {AGREES[says['digest_agrees']]}", not says["digest_agrees"]
    for line in says["trail"]:
        if line["event"] in STATED:
            reason = (line["after"] or {}).get("reason", "")
            yield 1, f"{moment(line['at'])} {event(line['event'])}：{reason}".rstrip("：")
    yield from messages(says["messages"], 1)
    yield from trail(says["trail"], 1)
