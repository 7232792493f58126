"""Why a certificate can't be issued, changed or found, and what is missing."""

from collections.abc import Callable
from typing import Any

from domain.certificate_kinds import Requirement
from domain.certificate_states import CertificateState
from domain.certificates import Missing, RequirementsMissing, WrongState

from .certificates import STATES
from .format import category, lessons_at_least

_REQUIREMENTS = {
    Requirement.ASSESSMENT_PASSED: "评价还没有合格",
    Requirement.ASSESSOR_NAMED: "没有登记评价员",
    Requirement.GRADE_NAMED: "没有登记等级",
}


def missing(found: tuple[Missing, ...], lesson_minutes: int) -> str:
    """All that is missing: 没有登记评价员；学时不足：理论差 12学时、实操差 4学时."""
    return "；".join(_missing(each, lesson_minutes) for each in found)


def _missing(each: Missing, lesson_minutes: int) -> str:
    if each.requirement is not Requirement.PLAN_HOURS_CONFIRMED:
        return _REQUIREMENTS[each.requirement]
    short = [
        f"{category(code)}差 {lessons_at_least(minutes, lesson_minutes)}学时" for code, minutes in each.short
    ]
    return f"学时不足：{'、'.join(short)}"


def _requirements(r: RequirementsMissing) -> str:
    return f"没有颁发{r.name}的{r.title}：{missing(r.missing, r.lesson_minutes)}。"


def _wrong_state(r: WrongState) -> str:
    if (r.state, r.wished) == (CertificateState.SUSPENDED, CertificateState.REISSUED):
        return (
            f"没有换发：证书 {r.number} 已暂停。请先查清原因，能恢复就先恢复（certificate restore），再换发。"
        )
    return f"没有改：证书 {r.number} 现在是“{STATES[r.state]}”，不能变成“{STATES[r.wished]}”。"


SENTENCES: dict[str, Callable[[Any], str]] = {
    "certificates.requirements_missing": _requirements,
    "certificates.wrong_state": _wrong_state,
    "certificates.assessment_voided": lambda r: (
        f"没有恢复：证书 {r.number} 依据的评价结果已作废。请登记正确的结果，合格的再颁发新证书（issue），"
        "这一份请撤销（certificate revoke）。"
    ),
    "certificates.reason_unfit": lambda r: f"请写明原因（--reason），最多 {r.most} 个字。",
    "certificates.kind_unknown": lambda r: f"没有“{r.text}”这种证书。可以颁发：{'、'.join(r.known)}。",
    "certificates.kind_unfit": lambda r: (
        f"policies/certificates/{r.file} 写得不对（{r.slip}）。请对照 docs/certificates.md 修改。"
    ),
    "certificates.kind_not_yet": lambda r: f"{r.title}还没有到启用的日子，不能颁发。",
    "certificates.assessment_unknown": lambda r: "没有颁发：没有找到这种证书所依据的评价。请先登记评价结果。",
    "certificates.unknown": lambda r: (
        f"没有编号 {r.number} 的证书，或者持证人不在您管理的单位里。请核对编号。"
    ),
}
