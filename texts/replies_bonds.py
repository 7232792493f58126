"""What mentors and apprentices read about taking each other by the mentor's QR."""

from collections.abc import Sequence
from datetime import datetime

from domain.bonds import BondState
from domain.clock import local_day
from usecases.decide_bond import Decided, OpenProposal
from usecases.propose_bond import Became, Proposed

from . import links
from .format import long_day, master, short_day


def own_code(code: str) -> str:
    return (
        f"您的拜师二维码：{links.to(f'/m/mentor/{code}')}\n"
        f"打开给本单位的学徒扫，或让学徒在这里发：拜师 {code}\n"
        "学徒扫了会通知您，您接受以后，学时才由您确认。"
    )


def proposed(result: Proposed) -> str:
    who = master(result.mentor)
    match result.became:
        case Became.BONDED:
            return f"{who}已经是您的导师了，不用再扫。回“我的学时”看记录。"
        case Became.WAITING:
            return f"您已经向{who}提过了，正在等师傅答复（{_until(result.until)}前有效）。"
    return f"已告诉{who}您想拜师，等师傅接受（{_until(result.until)}前有效）。有答复会通知您。"


def _until(until: datetime | None) -> str:
    return short_day(local_day(until)) if until else ""


def ask_code() -> str:
    return "请扫师傅的二维码，或回“拜师 8位编码”。师傅回“我的二维码”就能看到。"


def decided(result: Decided) -> str:
    if result.state is BondState.DECLINED:
        if result.again:
            return f"您之前已经谢绝了{result.apprentice}。要改主意，回“接受”加原来的编号。"
        return f"已谢绝{result.apprentice}，会告诉学徒。"
    if result.again or result.since is None:
        return f"您之前已经接受了{result.apprentice}，不用再办。要解除，请联系单位的管理员。"
    return f"已接受。从{long_day(result.since)}起，{result.apprentice}的学时由您确认。回“我的学徒”查看。"


def which(proposals: Sequence[OpenProposal]) -> str:
    lines = [
        f"{proposal.number}. {proposal.apprentice} {proposal.occupation}（{_until(proposal.until)}前有效）"
        for proposal in proposals
    ]
    first = proposals[0].number
    return "\n".join(["有学徒想拜您为师：", *lines, f"回“接受 {first}”接受，或“谢绝 {first}”谢绝。"])
