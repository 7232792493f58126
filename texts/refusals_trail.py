"""Why the trail was not checkpointed or proved."""

from collections.abc import Callable
from typing import Any

from domain.checkpoints import CheckpointNotWritten, CheckpointUnreadable, NoSuchEntry, TrailRewritten


def _unreadable(refusal: CheckpointUnreadable) -> str:
    return (
        f"检查点文件 {refusal.name} 读不了或已损坏。请从另一份检查点复制回来，再运行 jiangmiao verify-audit。"
    )


def _rewritten(refusal: TrailRewritten) -> str:
    return (
        f"没有写检查点：数据库里的留痕与第 {refusal.size} 条的检查点对不上，可能被改过，也可能恢复了较早的备份。"
        "请运行 jiangmiao verify-audit 查看。确实恢复过备份的，请把较新的检查点文件移到别处保存，再试一次。"
    )


def _not_written(refusal: CheckpointNotWritten) -> str:
    return f"检查点写不到 {refusal.folder}（{refusal.why}）。请检查磁盘空间和权限，稍后会自动再试。"


def _no_such_entry(refusal: NoSuchEntry) -> str:
    return f"没有编号为 {refusal.number} 的留痕，或者它还没有封存（几秒之内会封存）。"


SENTENCES: dict[str, Callable[[Any], str]] = {
    CheckpointUnreadable.code: _unreadable,
    TrailRewritten.code: _rewritten,
    CheckpointNotWritten.code: _not_written,
    NoSuchEntry.code: _no_such_entry,
}
