"""How certificates are spoken of: their states, their links, their lists."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain.certificate_states import CertificateState
from usecases.find_certificate import Document

from . import links
from .format import MOST_BYTES, excerpt

STATES = {
    CertificateState.VALID: "有效",
    CertificateState.SUSPENDED: "已暂停",
    CertificateState.REVOKED: "已撤销",
    CertificateState.REISSUED: "已换发",
}
EXPIRED = "已过期"
# Room for the line that says how many more there are.
LAST_LINE = 120


def state(of: CertificateState, expires_on: date | None, today: date) -> str:
    """有效, 已过期, 已换发, 已撤销 or 已暂停; what was decided comes before what ran out."""
    if of is CertificateState.VALID and expires_on and expires_on < today:
        return EXPIRED
    return STATES[of]


def link(code: str) -> str:
    """Where anybody can check it."""
    return links.to(f"/v/{code}")


def heading(snapshot: Mapping[str, Any]) -> str:
    """学徒培训合格证书 数控车工, with the grade where it says one."""
    return " ".join(filter(None, (snapshot["title"], snapshot["occupation"], snapshot["grade_name"])))


def none_to_earn() -> str:
    """The answer to 证书 for whoever is no apprentice, and so can't be told how to get one."""
    return "您名下没有证书。证书发给学徒；要核验别人的证书，请用手机扫证书上的二维码。"


def own(found: Sequence[Document], today: date) -> str:
    """The answer to 证书."""
    if not found:
        return (
            "您还没有证书。\n"
            "通过终结性评价、学时达到要求以后，由单位颁发学徒培训合格证书；通过等级评价以后，颁发职业技能等级证书。\n"
            "看还差什么：进度"
        )
    told, left = [f"您有 {len(found)} 张证书："], MOST_BYTES
    for place, each in enumerate(found, 1):
        lines = _lines(place, each, today)
        left -= len(lines.encode())
        if left < LAST_LINE:
            told.append(f"还有较早的 {len(found) - place + 1} 张，请向颁发单位查询。")
            break
        told.append(lines)
    return "\n".join(told)


def one(place: int, document: Document, today: date) -> str:
    """The answer to 证书 2."""
    return _lines(place, document, today)


def no_such(wanted: str, count: int) -> str:
    """`wanted` is a place beyond the list, or a number of none in it."""
    return f"您有 {count} 张证书，没有“{excerpt(wanted, 30)}”这一张。看全部：证书"


def unreadable(wanted: str, example: str) -> str:
    """Neither a place nor a number; `example` is the number of one that the person has."""
    return f"没看懂“{excerpt(wanted, 20)}”是哪一张证书。可以写它排在第几，或写编号：证书 2、证书 {example}。看全部：证书"


def _lines(place: int, each: Document, today: date) -> str:
    shown = state(each.state, each.expires_on, today)
    why = f"：{excerpt(each.state_reason)}" if each.state is not CertificateState.VALID else ""
    anew = f"，新证书 {each.replaced_by}" if each.replaced_by else ""
    return (
        f"{place}. {heading(each.snapshot)} · {shown}{why}{anew}\n"
        f"{each.number}，{each.issued_on:%Y-%m-%d} {excerpt(each.snapshot['issuer'])}\n"
        f"{link(each.code)}"
    )
