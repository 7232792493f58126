"""What administrators read of a notice that goes out to its followers by tag (群发)."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.channels import MASSES_A_MONTH
from domain.mass_sends import SENT_WELL, MassState
from usecases.finish_notices import WHY as CANCELLED
from usecases.mass_sends import MassReport

MASS = f"群发给关注者；每位关注者每月最多收 {MASSES_A_MONTH} 条群发。"
COST = f"群发会用掉每位关注者本月 {MASSES_A_MONTH} 条群发中的 1 条"
STATES = {
    MassState.TAGGING: "正在整理名单",
    MassState.TAGGED: "等微信接收",
    MassState.CALLING: "已交给微信，还没有回答",
    MassState.CALLED: "已交给微信",
}
# What the platform's console says of a job it stopped, by the number in err(number).
PROBLEMS = {
    "err(10001)": "涉嫌广告",
    "err(20001)": "涉嫌政治",
    "err(20002)": "涉嫌色情",
    "err(20004)": "涉嫌社会",
    "err(20006)": "涉嫌违法犯罪",
    "err(20008)": "涉嫌欺诈",
    "err(20013)": "涉嫌版权",
    "err(22000)": "涉嫌互推",
    "err(21000)": "涉嫌其他",
    "err(40001)": "公众号管理员拒绝了群发",
    "err(40002)": "公众号管理员 30 分钟内没有确认",
    "send fail": "微信群发失败",
}
# Why there was no mass send, by the platform's code or the outbox's word.
WHY = {
    "45028": "本期群发次数已用完",
    "45009": "今天的群发次数已用完",
    "48001": "公众号没有群发的权限",
    CANCELLED: "通知已取消",
}


def tag_name(number: int, client_id: str) -> str:
    """At most 30 characters, as the platform asks."""
    return f"通知{number}-{client_id.rpartition('-')[2]}"


def propose(following: int) -> str:
    """In the chat, of an audience that is large."""
    return f"关注的有 {following}人，人数较多，可以群发，回“群发”。{COST}。"


def propose_option(following: int) -> str:
    """At the command line."""
    return f"关注的有 {following} 人，人数较多，可以加上 --mass 群发。{COST}。"


def chosen() -> str:
    return f"{COST}，超过的由微信过滤。"


def will_go() -> str:
    return f"这条通知会群发。{COST}，超过的由微信过滤。"


def cannot_take_back(left: int) -> str:
    return f"群发已经交给微信，{left}人的收不回。"


def lines(found: MassReport) -> Sequence[str]:
    """How the mass send stands, and the platform's own sums."""
    if found.left_at is None:
        return _not_left(found)
    unsure = "，微信没有回答，可能没有送出" if found.why else ""
    if not found.status:
        return [f"群发 {found.people}人：已交给微信{unsure}，等微信报告结果。"]
    if found.status != SENT_WELL:
        return [
            f"群发 {found.people}人：没有成功（{PROBLEMS.get(found.status, found.status)}），可在“通知”里看。"
        ]
    filtered = max(found.people - (found.kept or 0), 0)
    who = "（微信不告诉是谁）" if filtered or found.errors else ""
    return [f"群发 {found.people}人：微信送出 {found.sent}人，过滤 {filtered}人，失败 {found.errors}人{who}"]


def _not_left(found: MassReport) -> Sequence[str]:
    if found.state in STATES:
        again = f"（{_why(found.why)}，会再试）" if found.why else ""
        return [f"群发：{STATES[found.state]}{again}"]
    if not found.why:
        return ["没有可以群发的人，逐个发送。"]
    instead = "" if found.why == CANCELLED else "，改为逐个发送"
    return [f"群发没有进行（{_why(found.why)}）{instead}。"]


def _why(why: str) -> str:
    return WHY.get(why) or WHY.get(why.partition(" ")[0], why)


def as_report(found: Mapping[str, Any]) -> MassReport:
    """From the answer of a command, whose instants are text."""
    return MassReport(**{**found, "state": MassState(found["state"])})
