"""What is said about signing keys when a rule says no."""

from collections.abc import Callable
from typing import Any

from domain.clock import local
from domain.issuer_keys import CompromisedInFuture, NoSuchKey


def _no_such_key(refusal: NoSuchKey) -> str:
    return f"没有 {refusal.kid} 这把密钥。请用 jiangmiao keys list 查看。"


def _compromised_in_future(refusal: CompromisedInFuture) -> str:
    return f"{local(refusal.since):%Y-%m-%d %H:%M} 还没有到。请写密钥泄露的那一天，不确定就写最早可能的一天。"


SENTENCES: dict[str, Callable[[Any], str]] = {
    NoSuchKey.code: _no_such_key,
    CompromisedInFuture.code: _compromised_in_future,
}
