"""Plain words that are no command: a greeting, 收到, and questions about subsidies."""

from domain.numerals import plain
from texts import replies, replies_policies
from usecases.show_benefits import show_subsidies

from ..router import Answer, Router, Turn
from .policies import SUBSIDIES

router = Router()
GREETINGS = frozenset({"你好", "您好", "你好啊", "在吗", "早", "早上好", "晚上好", "hi", "hello"})
NOTED = frozenset({
    "收到", "好", "好的", "好吧", "嗯", "哦", "明白", "知道了", "谢谢", "谢谢你", "谢谢您", "多谢", "感谢", "ok",
})  # fmt: skip


@router.unprompted
async def talk(turn: Turn) -> Answer | None:
    """The answer to what asks for nothing; None for anything else."""
    words = plain(turn.text).strip(" 。.!~,、?").lower()
    if words in GREETINGS:
        return replies.greeting(turn.actor.name)
    if words in NOTED:
        return replies.noted(turn.actor)
    if any(word in words for word in SUBSIDIES):
        return replies_policies.subsidies(show_subsidies(now=turn.now))
    return None
