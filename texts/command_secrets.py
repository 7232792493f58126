"""What the operator reads at the command line about a new secret key."""

from collections.abc import Mapping
from typing import Any

ROTATE = (
    "换了 JIANGMIAO_SECRET_KEY 以后，把手机号、证件号和签名密钥改用新密钥加密。"
    "请先运行 jiangmiao verify-audit。可以中断，再运行会接着做。"
)
KEEP = "换下来的旧密钥请留在 JIANGMIAO_SECRET_KEY_OLD：检查以前的留痕还要用。"


def progress(people: int) -> str:
    return f"已改用新密钥 {people:,} 人……"


def rotated(done: Mapping[str, Any]) -> str:
    if not done["people"] and not done["signing_keys"]:
        return f"都已经用现在的密钥（{done['key']}）加密，没有要改的。要换密钥，见 docs/operations.md。{KEEP}"
    anew = f"改用新密钥（{done['key']}）加密了 {done['people']:,} 人、{done['signing_keys']} 个签名密钥。"
    return f"{anew}{KEEP}"
