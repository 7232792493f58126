"""What an administrator's words on a dispute say to those they concern."""

from datetime import date

from .format import STATUSES, category, excerpt, hours, short_day
from .wording import Facts, Notice, Wording, reminder


def _settled(facts: Facts) -> Wording:
    day = date.fromisoformat(facts["day"])
    what = f"{short_day(day)} {category(facts['category'])} {hours(facts['minutes'])} {excerpt(facts['content'])}"
    whose = "您" if facts["own"] else facts["name"]
    text = (
        f"{whose}对编号 {facts['number']}（{what.rstrip()}）的申诉，管理员{facts['by']}已处理：\n"
        f"{facts['words']}\n{_next(facts)}"
    )
    return reminder("申诉已处理", text, about=f"编号 {facts['number']} 的申诉", on=day, todo=facts["words"])


def _next(facts: Facts) -> str:
    state = f"这条现在是“{STATUSES[facts['status']]}”。"
    if not facts["own"]:
        return f"{state}回“待确认”查看要确认的。"
    if facts["status"] == "returned":
        return f"{state}改好可以再请师傅确认：改 {facts['number']} 3小时"
    return f"{state}回“我的学时”查看。"


NOTICES: dict[str, Notice] = {"dispute_settled": _settled}
