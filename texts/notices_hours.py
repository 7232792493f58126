"""What mentors and administrators are told about hours that apprentices write, press and dispute."""

from datetime import date

from domain.flags import Flag

from .format import category, excerpt, flags, hours, master, short_day
from .wording import HOURS_TO_CONFIRM, Facts, Notice, Wording, day, reminder, thing


def _to_confirm(facts: Facts) -> Wording:
    instead = f"（您代{master(facts['instead_of'])}）" if facts["instead_of"] else ""
    raised = [Flag(word) for word in facts["flags"]]
    note = f"\n⚑ {flags(raised)}，请打开查看。" if raised else ""
    verb = "改了" if Flag.AMENDED in raised else "记了"
    text = f"{facts['name']} {verb} {_what(facts)}。{instead}{note}\n回“待确认”查看并确认。"
    fields = {
        "thing1": thing(facts["name"]),
        "date2": day(_work_day(facts)),
        "thing3": thing(f"{hours(facts['minutes'])} {category(facts['category'])} {facts['content']}"),
    }
    return Wording("学时待确认", text, HOURS_TO_CONFIRM, fields)


def _pressed(facts: Facts) -> Wording:
    text = (
        f"{facts['name']} 请您确认 {_what(facts)}，已等 {facts['waited']}天。\n"
        "回“待确认”查看；有不对的地方，可以退回。"
    )
    about = f"{facts['name']} 请您确认学时"
    return reminder("学徒催办", text, about=about, on=_work_day(facts), todo="回“待确认”查看")


def _disputed(facts: Facts) -> Wording:
    text = (
        f"{facts['name']} 对编号 {facts['number']} 提出申诉：{_what(facts)}。\n"
        f"原因：{facts['reason']}\n"
        f"了解情况后，回“处理 {facts['dispute']} 说明”；也可以回“未确认”，代确认或代退回。"
    )
    return reminder(
        "学时申诉", text, about=f"{facts['name']} 的学时申诉", on=_work_day(facts), todo="回“申诉”查看"
    )


def _what(facts: Facts) -> str:
    words = [
        short_day(_work_day(facts)),
        category(facts["category"]),
        hours(facts["minutes"]),
        excerpt(facts["content"]),
    ]
    return " ".join(filter(None, words))


def _work_day(facts: Facts) -> date:
    return date.fromisoformat(facts["day"])


NOTICES: dict[str, Notice] = {
    "hours_to_confirm": _to_confirm,
    "hours_pressed": _pressed,
    "hours_disputed": _disputed,
}
