"""What people read about joining, leaving and being reminded."""

from collections.abc import Iterator
from datetime import datetime

from domain.clock import local
from domain.reminders import DIGEST_AT, TEACHERS_AT, TEACHERS_DAYS
from domain.roles import Actor, Role
from usecases.bind_person import Bound, CodeFits, Failure, NotBound
from usecases.set_preferences import Preferences

from .examples import PRACTICE
from .format import clock, long_day

FIRST_STEPS = {
    Role.APPRENTICE: f"先试一句：学时 4小时 {PRACTICE}",
    Role.MENTOR: "学徒记了学时会通知您。回“待确认”查看，回“确认 1”确认。",
    Role.TEACHER: "回“待确认”看学生的理论学时，回“签到”开课签到。",
    Role.ADMINISTRATOR: "回“统计”看今日情况，回“广播”发通知。",
}
WAYS = "关：提醒 关　停几天：提醒 暂停 3天"
# Whom a reminder of one's own reaches: administrators are told of what happens, and that can't be turned off.
REMINDED = (Role.APPRENTICE, Role.MENTOR, Role.TEACHER)
ASK_ADMINISTRATOR = "请联系单位或院校的管理员"


def ask_code() -> str:
    return "请回“绑定 邀请码”，例如：绑定 7KX4M2PQ。邀请码有 8位，在单位发给您的通知或二维码下面。"


def ask_digits(fits: CodeFits) -> str:
    return (
        f"邀请码对了，是给一位姓{fits.surname}的用户的。请回您登记的手机号后 4位，核对是您本人。\n"
        "继续即表示同意《个人信息保护说明》：姓名、手机号、证件号只用于学徒培养，加密保存。回“隐私”看全文。"
    )


def bound_already(name: str) -> str:
    return f"{name}，您已经绑定了，不用再绑定。回“帮助”看看能做什么。"


def four_digits_please() -> str:
    return "请回 4位数字，也就是登记手机号的后 4位，例如 1234。（回“取消”可退出）"


def bound(result: Bound) -> str:
    steps = [FIRST_STEPS[role] for role in FIRST_STEPS if result.actor.is_a(role)]
    last = "回“帮助”看全部功能；回“隐私”看《个人信息保护说明》，不同意可回“解绑”。"
    return "\n".join([f"绑定成功，{result.actor.name}，欢迎来到匠苗。", *steps, last])


def not_bound(result: NotBound) -> str:
    return SENTENCES[result.why].format(left=result.left, until=_moment(result.until))


SENTENCES = {
    Failure.UNKNOWN: "没有这个邀请码，没有绑定。请核对 8位邀请码（没有 0、1 和字母 B、I、L、O、S、U、Z），再回“绑定 邀请码”。",
    Failure.TRIED_TOO_OFTEN: f"错的邀请码太多了，{{until}} 之后可以再绑定。{ASK_ADMINISTRATOR}核对。",
    Failure.USED: f"这个邀请码已经用过了，不能再绑定。如果不是您本人用的，{ASK_ADMINISTRATOR}。",
    Failure.EXPIRED: f"这个邀请码已过期（有效期 30天），没有绑定。{ASK_ADMINISTRATOR}重新发一个。",
    Failure.REVOKED: f"这个邀请码已作废，没有绑定。{ASK_ADMINISTRATOR}重新发一个。",
    Failure.LOCKED: "手机后 4位错了太多次，这个邀请码锁定一小时，{until} 之后可以再绑定。",
    Failure.WRONG_DIGITS: "手机后 4位不对，没有绑定。还可以试 {left} 次，请再回 4位数字。",
    Failure.BOUND_ALREADY: "您已经绑定过了，不用再绑定。回“帮助”看看能做什么。",
    Failure.BOUND_TO_ANOTHER: "这个微信已经绑定了另一个人。要换人，请先回“解绑”。",
    Failure.PERSON_HAS_ANOTHER: f"邀请码对应的人已经用另一个微信绑定了。要换微信，{ASK_ADMINISTRATOR}先解绑，再重新发邀请码。",
    Failure.NEEDS_GUARDIAN: f"未满 14岁，需要监护人同意才能绑定。{ASK_ADMINISTRATOR}办理。",
    Failure.NOBODY: f"没有找到您的登记信息，没有绑定。请用邀请码绑定，或者{ASK_ADMINISTRATOR}核对手机号。",
}


def _moment(until: datetime | None) -> str:
    return f"{local(until):%H:%M}" if until else ""


def sure_to_unbind(name: str) -> str:
    return f"{name}，解绑后这个微信不能再记学时，也收不到提醒；已有的记录都会保留。确定请回“确定”，不解绑回“取消”。"


def unbound() -> str:
    return "已解绑。以后要再用，请向管理员要新的邀请码，再回“绑定 邀请码”。"


def kept_bound() -> str:
    return "没有解绑。要解绑请回“确定”，不解绑回“取消”。"


def preferences(now: Preferences, actor: Actor) -> str:
    """How reminders stand, and how to change that."""
    if not any(actor.is_a(role) for role in REMINDED):
        return "您没有每日提醒。有要您办理的事，会随时通知您。"
    if not now.on:
        return f"提醒已关。要打开：提醒 开\n{_ways(actor)}"
    if now.paused_until:
        return f"提醒已暂停，{long_day(now.paused_until)}恢复。要马上恢复：提醒 开\n{_ways(actor)}"
    return "\n".join([f"提醒已开：{'；'.join(_reminders(now, actor))}。", _ways(actor)])


def _ways(actor: Actor) -> str:
    """Digests come at a fixed time."""
    return f"改时间：提醒 20:00　{WAYS}" if actor.is_a(Role.APPRENTICE) else WAYS


def _reminders(now: Preferences, actor: Actor) -> Iterator[str]:
    if actor.is_a(Role.MENTOR):
        yield f"有学时等您确认，{DIGEST_AT:%H:%M} 汇总提醒（时间固定）"
    if actor.is_a(Role.TEACHER):
        yield f"有理论学时等了 {TEACHERS_DAYS}天，工作日 {TEACHERS_AT:%H:%M} 汇总提醒（时间固定）"
    if actor.is_a(Role.APPRENTICE):
        yield f"训练日还没记学时，{clock(now.at)} 提醒"


def how_to_set() -> str:
    return "没看懂。请这样写：提醒 20:00、提醒 关、提醒 开、提醒 暂停 3天。"
