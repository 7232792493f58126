"""A policy notice as a message: its beginning, and how to read on and to acknowledge it."""

from datetime import date

from .wording import NOTICE, Facts, Notice, Wording, day, thing


def _notice(facts: Facts) -> Wording:
    number = facts["notice"]
    body = [facts["body"] + ("" if facts["whole"] else "……")] if facts["body"] else []
    whole = [] if facts["whole"] else [f"看全文：通知 {number}"]
    acknowledge = [f"看完请回“已阅 {number}”。"] if facts["acknowledge"] else []
    fields = {
        "thing1": thing(facts["title"]),
        "date2": day(date.fromisoformat(facts["day"])),
        "thing3": thing(_to_do(facts)),
    }
    return Wording(f"通知 {number}", "\n".join([facts["title"], *body, *whole, *acknowledge]), NOTICE, fields)


def _to_do(facts: Facts) -> str:
    number = facts["notice"]
    return f"回“通知 {number}”看，再回已阅" if facts["acknowledge"] else f"回“通知 {number}”看全文"


NOTICES: dict[str, Notice] = {"notice": _notice}
