"""A policy notice as a message: its beginning, and how to read on and to acknowledge it."""

from datetime import date, datetime

from domain.clock import local_day

from .format import excerpt
from .wording import NOTICE, Facts, Notice, Wording, day, thing


def _notice(facts: Facts) -> Wording:
    number = facts["notice"]
    corrects = facts.get("corrects")
    before = [f"更正：代替通知 {corrects}“{excerpt(facts['corrected'])}”"] if corrects else []
    body = [facts["body"] + ("" if facts["whole"] else "……")] if facts["body"] else []
    whole = [] if facts["whole"] else [f"看全文：通知 {number}"]
    acknowledge = [f"看完请回“已阅 {number}”。"] if facts["acknowledge"] else []
    fields = {
        "thing1": thing(facts["title"]),
        "date2": day(date.fromisoformat(facts["day"])),
        "thing3": thing(_to_do(facts)),
    }
    said = [*before, facts["title"], *body]
    return Wording(
        f"通知 {number}", "\n".join([*said, *whole, *acknowledge]), NOTICE, fields, on_page="\n".join(said)
    )


def _to_do(facts: Facts) -> str:
    number = facts["notice"]
    return f"回“通知 {number}”看，再回已阅" if facts["acknowledge"] else f"回“通知 {number}”看全文"


def _unacknowledged(facts: Facts) -> Wording:
    number = facts["notice"]
    waits = f"通知 {number}“{excerpt(facts['title'])}”还没有收到您的确认。"
    text = f"{waits}\n先看：通知 {number}　看过了：已阅 {number}"
    fields = {
        "thing1": thing(facts["title"]),
        "date2": day(date.fromisoformat(facts["day"])),
        "thing3": thing(f"看完请回“已阅 {number}”"),
    }
    return Wording("请确认已阅", text, NOTICE, fields, on_page=f"{waits}\n看过后，请点“已阅”。")


def _to_approve(facts: Facts) -> Wording:
    number = facts["notice"]
    text = (
        f"{facts['author']}请您批准通知 {number}“{excerpt(facts['title'])}”。\n"
        f"先看：批准 {number} 查看　同意：批准 {number}　不同意：不批准 {number} 原因"
    )
    return Wording("通知等您批准", text, NOTICE, _about(facts, "asked", f"回“批准 {number} 查看”"))


def _decided(facts: Facts) -> Wording:
    number, title = facts["notice"], excerpt(facts["title"])
    if facts["approved"]:
        text = f"{facts['approver']}批准了通知 {number}“{title}”。看发送情况：统计 {number}"
    else:
        text = f"{facts['approver']}没有批准通知 {number}“{title}”，不会发送。\n原因：{facts['reason']}"
    decision = "已批准" if facts["approved"] else "没有批准"
    return Wording(
        f"通知{decision}", text, NOTICE, _about(facts, "decided", f"{decision}，回“统计 {number}”看")
    )


def _about(facts: Facts, at: str, todo: str) -> dict[str, str]:
    on = local_day(datetime.fromisoformat(facts[at]))
    return {"thing1": thing(facts["title"]), "date2": day(on), "thing3": thing(todo)}


NOTICES: dict[str, Notice] = {
    "notice": _notice,
    "notice_unacknowledged": _unacknowledged,
    "notice_to_approve": _to_approve,
    "notice_decided": _decided,
}
