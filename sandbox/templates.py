"""Template messages: which templates the account has, and what may stand in their fields."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

DATE = r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
CLOCK = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?"
MOMENT = rf"(({DATE}) ?)?{CLOCK}"
DAY = rf"({DATE})( ?{CLOCK})?"
RULES = {
    "thing": r".{1,20}",
    "short_thing": r".{1,20}",
    "character_string": r"[\x20-\x7e]{1,32}",
    "number": r"[-+]?\d{1,32}(\.\d+)?",
    "letter": r"[A-Za-z]{1,32}",
    "symbol": r"[^\w\s]{1,5}",
    "time": rf"{MOMENT}( ?~ ?{MOMENT})?",
    "date": rf"{DAY}( ?~ ?{DAY})?",
    "amount": r"[¥￥$€£]?\d{1,10}(\.\d+)?元?",
    "phone_number": r"[\d+\-() ]{1,17}",
    "car_number": r"[\w-]{1,8}",
    "name": r"[一-鿿·]{1,10}|[A-Za-z .]{1,20}",
    "phrase": r"[一-鿿]{1,5}",
    "const": r".{0,20}",
}
LABELS = {
    "thing": "事项",
    "time": "时间",
    "date": "日期",
    "number": "数量",
    "amount": "金额",
    "phrase": "状态",
}
LABELS |= {
    "character_string": "编号",
    "name": "姓名",
    "const": "类型",
    "phone_number": "电话",
    "short_thing": "事项",
}
OPEN_PREFIX = "SANDBOX_"


@dataclass(frozen=True)
class Template:
    """`fields` maps each key (`thing1`) to its label; `choices` lists the words an enumeration allows."""

    id: str
    title: str
    fields: Mapping[str, str]
    choices: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def content(self) -> str:
        return "\n".join(f"{label}:{{{{{key}.DATA}}}}" for key, label in self.fields.items())

    def fault(self, data: Mapping[str, Any]) -> str:
        """Empty when every field holds, else the platform's words for the first that doesn't."""
        faults = (self._field_fault(key, data.get(key)) for key in self.fields)
        return next((fault for fault in faults if fault), "")

    def _field_fault(self, key: str, given: Any) -> str:
        value = given.get("value") if isinstance(given, dict) else None
        kind = kind_of(key)
        if value is None or (str(value) == "" and kind != "const"):
            return f"data.{key}.value is empty"
        allowed = self.choices.get(key)
        wrong = str(value) not in allowed if allowed else not re.fullmatch(RULES.get(kind, ".+"), str(value))
        return f"data.{key}.value invalid" if wrong else ""


class Templates:
    """The account's private templates. An id that starts with `SANDBOX_` always exists, its
    fields those it is sent.
    """

    def __init__(self) -> None:
        self.known: dict[str, Template] = {}

    def add(
        self,
        template_id: str,
        title: str,
        fields: Mapping[str, str] | Iterable[str],
        choices: Mapping[str, list[str]] | None = None,
    ) -> None:
        labels = dict(fields) if isinstance(fields, Mapping) else {key: label(key) for key in fields}
        self.known[template_id] = Template(template_id, title, labels, choices or {})

    def find(self, template_id: str, data: Mapping[str, Any]) -> Template | None:
        if template_id.startswith(OPEN_PREFIX) and template_id not in self.known:
            return Template(template_id, "服务通知", {key: label(key) for key in data})
        return self.known.get(template_id)


def kind_of(key: str) -> str:
    return key.rstrip("0123456789")


def label(key: str) -> str:
    return LABELS.get(kind_of(key), key)
