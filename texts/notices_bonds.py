"""What is said by itself when an apprentice wants a mentor, and when the mentor has answered."""

from datetime import date

from .format import long_day, master
from .wording import HOURS_DECIDED, Facts, Notice, Wording, phrase, reminder, thing


def _proposed(facts: Facts) -> Wording:
    number, until = facts["number"], date.fromisoformat(facts["until"])
    text = (
        f"{facts['name']} 扫了您的二维码，想拜您为师。\n"
        f"接受后，学时由您确认：接受 {number}\n"
        f"不接受：谢绝 {number}　{long_day(until)}前有效。"
    )
    return reminder(
        "学徒拜师",
        text,
        about=f"{facts['name']} 想拜您为师",
        on=until,
        todo=f"回“接受 {number}”或“谢绝 {number}”",
    )


def _accepted(facts: Facts) -> Wording:
    who, day = master(facts["mentor"]), date.fromisoformat(facts["day"])
    text = f"{who}接受您了！从{long_day(day)}起，您的学时由{who}确认。\n记学时：回“学时”，一步一步来。"
    return Wording("师傅已接受", text, HOURS_DECIDED, _fields(f"拜{who}为师", "已接受", "可以记学时了"))


def _declined(facts: Facts) -> Wording:
    who = master(facts["mentor"])
    text = f"{who}这次没有接受。请当面问问师傅，或请单位的管理员安排导师。"
    return Wording(
        "师傅没有接受", text, HOURS_DECIDED, _fields(f"拜{who}为师", "没有接受", "请问师傅或管理员")
    )


def _fields(what: str, decision: str, todo: str) -> dict[str, str]:
    return {"thing1": thing(what), "phrase2": phrase(decision), "thing3": thing(todo)}


NOTICES: dict[str, Notice] = {
    "bond_proposed": _proposed,
    "bond_accepted": _accepted,
    "bond_declined": _declined,
}
