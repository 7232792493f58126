"""What the timetable reminds of."""

from dataclasses import replace
from datetime import date, timedelta

from .format import hours, long_day, short_day
from .wording import Facts, Notice, Wording, reminder


def _daily(facts: Facts) -> Wording:
    today = _day(facts)
    missing = f"今天（{long_day(today)}）还没有记学时。"
    text = (
        f"{missing}回“学时”就能记。\n"
        "这周没有训练，回“本周无训练 原因”。改提醒时间，回“提醒 20:00”；不要提醒，回“提醒 关”。"
    )
    wording = reminder("记学时提醒", text, about="今天还没有记学时", on=today, todo="回“学时”记录")
    return replace(wording, on_page=f"{missing}\n这周没有训练，在“月历”里登记；改提醒时间，在“我的”里改。")


def _digest(facts: Facts) -> Wording:
    total, waited = facts["total"], facts["waited"]
    oldest = f"最早的已等 {waited}天" if waited else "都是今天交的"
    text = f"有 {total}条学时等您确认，{oldest}。\n回“待确认”查看并确认。"
    return reminder("今日待确认", text, about=f"{total}条学时等您确认", on=_day(facts), todo="回“待确认”查看")


def _teachers(facts: Facts) -> Wording:
    total, pressed = facts["total"], facts["pressed"]
    urged = f"，其中 {pressed}条学徒催过" if pressed else ""
    text = (
        f"学校有 {total}条理论学时等待确认，最早的从{long_day(date.fromisoformat(facts['oldest']))}开始等{urged}。\n"
        "回“待确认”查看并确认；有不对的地方，可以退回。不要提醒，回“提醒 关”。"
    )
    wording = reminder(
        "理论学时待确认", text, about=f"{total}条理论学时待确认", on=_day(facts), todo="回“待确认”查看"
    )
    return replace(wording, on_page=f"{text.splitlines()[0]}\n在“待确认”里查看；不要提醒，在“我的”里改。")


def _unconfirmed(facts: Facts) -> Wording:
    text = (
        f"{_names(facts)}的 {facts['count']}条学时还没有确认，最早的已等 {facts['waited']}天。\n"
        "学时确认后才能计入。回“待确认”查看；有不对的地方，可以退回。"
    )
    about = f"{facts['count']}条学时已等{facts['waited']}天"
    return reminder("学时久未确认", text, about=about, on=_day(facts), todo="回“待确认”查看")


def _stuck(facts: Facts) -> Wording:
    text = (
        f"{_names(facts)}的 {facts['count']}条学时一直没有人确认，最早的已等 {facts['waited']}天。\n"
        "导师已提醒过。请联系导师，或给学徒另外安排导师；回“未确认”查看，核实后可以代确认。"
    )
    about = f"{facts['count']}条学时无人确认"
    return reminder("学时无人确认", text, about=about, on=_day(facts), todo="请联系导师或另外安排")


def _week(facts: Facts) -> Wording:
    monday = date.fromisoformat(facts["monday"])
    days = f"（{short_day(monday)} 至 {short_day(monday + timedelta(days=6))}）"
    lines = [
        f"本周小结{days}：记了 {facts['days']}天，共 {hours(facts['confirmed'] + facts['waiting'])}。",
        f"已确认 {hours(facts['confirmed'])}，待确认 {hours(facts['waiting'])}。",
    ]
    if facts["returned"]:
        lines.append(f"有 {facts['returned']}条被退回，回“我的学时”查看编号，改好再请师傅确认。")
    lines.append("有漏记的现在可以补，例如：学时 周三 4小时。回“进度”看还差多少。")
    about = f"本周记了{facts['days']}天学时"
    return reminder("本周小结", "\n".join(lines), about=about, on=monday, todo="回“进度”看还差多少")


def _names(facts: Facts) -> str:
    more = f"等{len(facts['names']) + facts['more_names']}人" if facts["more_names"] else ""
    return f"{'、'.join(facts['names'])}{more}"


def _day(facts: Facts) -> date:
    return date.fromisoformat(facts["day"])


NOTICES: dict[str, Notice] = {
    "daily_reminder": _daily,
    "mentor_digest": _digest,
    "teacher_digest": _teachers,
    "hours_unconfirmed": _unconfirmed,
    "hours_stuck": _stuck,
    "week_summary": _week,
}
