"""What mentors' decisions and deputies' days say to those they concern."""

from datetime import date

from domain.entries import Decision
from domain.roles import Role

from .format import category, days, excerpt, hours, long_day, master, short_day, signer
from .wording import HOURS_DECIDED, HOURS_TO_CONFIRM, Facts, Notice, Wording, day, phrase, reminder, thing

NUMBERS_SHOWN = 20
NAMES_SHOWN = 5
VERBS = {Decision.CONFIRMED: "确认", Decision.RETURNED: "退回"}


def _confirmed(facts: Facts) -> Wording:
    numbers = facts["numbers"]
    listed = "、".join(map(str, numbers[:NUMBERS_SHOWN])) + ("…" if len(numbers) > NUMBERS_SHOWN else "")
    total = f"{len(numbers)}条，共 {hours(facts['minutes'])}"
    why = f"\n原因：{facts['reason']}" if facts.get("reason") else ""
    text = f"{_who(facts)}确认了您的学时：编号 {listed}（{total}）。{why}\n回“进度”看还差多少。"
    of_day = f" {short_day(_day(facts, 'day'))}" if facts.get("day") else ""
    what = f"编号 {listed}{of_day} {hours(facts['minutes'])}" if len(numbers) == 1 else total
    return Wording("学时已确认", text, HOURS_DECIDED, _fields(what, "已确认", "回“进度”看还差多少"))


def _returned(facts: Facts) -> Wording:
    number = facts["number"]
    what = f"{short_day(_day(facts, 'day'))} {category(facts['category'])} {hours(facts['minutes'])}"
    returned = (
        f"{_who(facts)}退回了编号 {number}（{what} {excerpt(facts['content'])}）。\n原因：{facts['reason']}"
    )
    text = (
        f"{returned}\n"
        f"改好会再请师傅确认：改 {number} 3小时\n"
        f"不要了：撤回 {number}　有不同意见：申诉 {number} 原因"
    )
    fields = _fields(f"编号 {number} {what}", "已退回", facts["reason"])
    on_page = f"{returned}\n打开这条，可以修改、撤回或申诉。"
    return Wording("学时被退回", text, HOURS_DECIDED, fields, on_page=on_page)


def _who(facts: Facts) -> str:
    """陈师傅, 陈师傅（代王师傅）, or 管理员周敏."""
    away = f"（代{master(facts['instead_of'])}）" if facts["instead_of"] else ""
    return f"{signer(facts['signer'], facts.get('role', Role.MENTOR))}{away}"


def _fields(entry: str, decision: str, todo: str) -> dict[str, str]:
    return {"thing1": thing(entry), "phrase2": phrase(decision), "thing3": thing(todo)}


def _decided_by_administrator(facts: Facts) -> Wording:
    verb, count = VERBS[facts["decision"]], facts["count"]
    listed = "、".join(f"{name} 编号 {number}" for name, number in facts["entries"])
    text = (
        f"管理员{facts['signer']}代您{verb}了 {count}条学时：{listed}{'…' if count > len(facts['entries']) else ''}。\n"
        f"原因：{facts['reason']}\n"
        "这些不用您再办。有疑问请联系管理员。"
    )
    return Wording(f"管理员代{verb}", text, HOURS_DECIDED, _fields(listed, f"已{verb}", facts["reason"]))


def _deputy_appointed(facts: Facts) -> Wording:
    mentor, until = master(facts["mentor"]), _day(facts, "until")
    about = f"代{mentor}确认学时到{short_day(until)}"
    if not facts.get("since"):
        text = f"{facts['mentor']}请您从今天起代为确认学徒的学时，到{long_day(until)}。\n{_marked(mentor)}"
        return reminder("请您代理确认", text, about=about, on=until, todo="回“待确认”查看")
    since = _day(facts, "since")
    text = f"{facts['mentor']}请您{_from_to(since, until)}代为确认学徒的学时。\n到那天会再提醒您。"
    return reminder("请您代理确认", text, about=about, on=since, todo="到那天会再提醒您")


def _from_to(since: date, until: date) -> str:
    return f"{'在' if since == until else '从'}{days(since, until)}"


def _marked(mentor: str) -> str:
    return f"回“待确认”查看，代理的会标明“代{mentor}”。"


def _deputy_begins(facts: Facts) -> Wording:
    mentor, until = master(facts["mentor"]), _day(facts, "until")
    text = f"您代{mentor}确认学徒学时的日子到了，到{long_day(until)}为止。\n{_marked(mentor)}"
    about = f"代{mentor}确认学时到{short_day(until)}"
    return reminder("代理今天开始", text, about=about, on=until, todo="回“待确认”查看")


def _deputy_shortened(facts: Facts) -> Wording:
    mentor, until = master(facts["mentor"]), _day(facts, "until")
    text = f"{facts['mentor']}把代理改为到{long_day(until)}，之后您不用再代{mentor}确认学时。谢谢您。"
    about = f"代{mentor}确认学时到{short_day(until)}"
    return reminder("代理提前结束", text, about=about, on=until, todo="之后不用再代理")


def _deputy_ended(facts: Facts) -> Wording:
    mentor = master(facts["mentor"])
    text = f"{facts['mentor']}已结束代理，您不用再代{mentor}确认学时了。谢谢您。"
    if facts.get("since"):
        since = long_day(_day(facts, "since"))
        text = f"{facts['mentor']}取消了{since}开始的代理，您不用代{mentor}确认学时了。谢谢您。"
    return reminder("代理已结束", text, about=f"代{mentor}确认学时", on=_day(facts, "day"), todo="代理已结束")


def _many(facts: Facts) -> Wording:
    count, names = len(facts["entries"]), facts["names"]
    listed = "、".join(f"{name} {number}条" for name, number in names[:NAMES_SHOWN])
    more = f"等 {len(names)}人" if len(names) > NAMES_SHOWN else ""
    text = f"{count}条新学时待确认：{listed}{more}。\n回“待确认”查看，回“确认 全部”确认。"
    fields = {
        "thing1": thing(f"{listed}{more}"),
        "date2": day(_day(facts, "day")),
        "thing3": thing("回“待确认”查看"),
    }
    return Wording("新学时待确认", text, HOURS_TO_CONFIRM, fields)


def _day(facts: Facts, name: str) -> date:
    return date.fromisoformat(facts[name])


NOTICES: dict[str, Notice] = {
    "hours_confirmed": _confirmed,
    "hours_returned": _returned,
    "hours_to_confirm_many": _many,
    "hours_decided_by_administrator": _decided_by_administrator,
    "deputy_appointed": _deputy_appointed,
    "deputy_begins": _deputy_begins,
    "deputy_shortened": _deputy_shortened,
    "deputy_ended": _deputy_ended,
}
