"""What is wrong with a setting, in Chinese sentences."""

from typing import Any

from pydantic import ValidationError

from texts import settings as texts

from .settings import PREFIX


def explain(error: ValidationError) -> list[str]:
    """A Chinese sentence for each wrong setting, in the order of the settings; never with its value."""
    return [_sentence(dict(found)) for found in error.errors(include_input=False, include_url=False)]


def _sentence(found: dict[str, Any]) -> str:
    facts = found.get("ctx", {})
    advice = texts.RULES[facts["rule"]] if found["type"] == "rule" else _of_kind(found["type"], facts)
    return f"{PREFIX}{found['loc'][0]}：".upper() + advice if found["loc"] else advice


def _of_kind(kind: str, facts: dict[str, Any]) -> str:
    shown = {name: _in_chinese(str(value)) for name, value in facts.items()}
    return texts.KINDS.get(kind, texts.OTHERWISE).format(**shown)


def _in_chinese(choices: str) -> str:
    """pydantic's `'A', 'B' or 'C'` as `A、B 或 C`."""
    return choices.replace("'", "").replace(" or ", " 或 ").replace(", ", "、")
