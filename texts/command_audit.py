"""What the operator reads about the trail at the command line."""

from collections.abc import Mapping, Sequence
from typing import Any

from domain.tampering import Deed, Tampering
from usecases.prove_entry import Proof
from usecases.verify_trail import Verified

VERIFY = "检查留痕：谁绕过程序改过、删过或加过数据，逐条列出。有问题时退出码为 1。"
SINCE_CHECKPOINT = "只检查最近一个检查点之后的留痕和它们说到的数据，几秒完成。"
CHECKPOINT = "立即写一个签名的检查点（平时每小时自动写一次）。"
PROVE = "给一条留痕开出证明：持有检查点的人不用信任本服务也能核对。"
ENTRY = "留痕的编号（audit_entry 的 id）。"

MOST_SHOWN = 1000
TABLES = {
    "audit_entry": "留痕",
    "audit_seal": "留痕的封存",
    "checkpoint": "检查点",
    "organization": "单位",
    "training_plan": "培养方案",
    "plan_item": "培养方案的要求",
    "person": "人员",
    "identity": "微信身份",
    "role_held": "角色",
    "apprenticeship": "培养协议",
    "mentorship": "师徒关系",
    "deputyship": "代理",
    "bond_proposal": "拜师申请",
    "hours_entry": "学时记录",
    "entry_revision": "学时记录的旧版本",
    "confirmation": "确认",
    "lesson": "课堂",
    "attendance": "课堂签到",
    "closed_week": "无训练的周",
    "evidence": "证明材料",
    "dispute": "申诉",
    "notice": "通知",
    "receipt": "已阅",
    "deadline": "期限",
    "assessment": "评价",
    "assessment_item": "评价的分项",
    "assessor": "评价员",
    "frozen_hours": "评价时的学时",
    "grade_record": "等级记录",
    "grade_name": "等级名称",
    "certificate": "证书",
    "signing_key": "签名密钥",
}
DEEDS = {
    Deed.EDITED: "被改过",
    Deed.DELETED: "被删除",
    Deed.INSERTED: "不是由程序写入的",
    Deed.TRUNCATED: "末尾被截掉",
    Deed.REWRITTEN: "与当时的检查点不符，之前的留痕被重写过",
    Deed.FORGED: "不是本服务签名的，或者文件已损坏",
}


def progress(what: str, done: int) -> str:
    return f"已检查 {done:,} 条留痕……" if what == "entries" else f"已核对 {done:,} 行数据……"


def verified(found: Verified, folders: Sequence[str]) -> str:
    return "\n".join([*_tampered(found), _summary(found), *_after_restore(found, folders)])


def _after_restore(found: Verified, folders: Sequence[str]) -> list[str]:
    """An older backup put back looks like a trail cut off."""
    sizes = [one.row_id for one in found.tamperings if one.deed in (Deed.TRUNCATED, Deed.REWRITTEN)]
    if not sizes:
        return []
    newer = f"{'、'.join(folders)} 中 {min(sizes):,} 条及以上的检查点"
    told = f"如果刚恢复过备份：{newer}比备份新，所以对不上，也不会再写新的检查点。"
    return [f"{told}先确认没有别的改动，再把这些检查点移到另一个文件夹保存（不要删除）。"]


def _tampered(found: Verified) -> list[str]:
    shown = [line(one) for one in found.tamperings[:MOST_SHOWN]]
    more = found.found - len(shown)
    return [*shown, f"……还有 {more:,} 处没有列出，加 --json 可以看到更多。"] if more else shown


def line(one: Tampering) -> str:
    """One row by its table's name, the table, its number, and what was done."""
    upto = f" 至 {one.upto}" if one.upto else ""
    return f"{TABLES.get(one.table, one.table)}（{one.table}）第 {one.row_id}{upto} 号：{DEEDS[one.deed]}"


def _summary(found: Verified) -> str:
    part = f"从第 {found.since:,} 条的检查点起，" if found.since else ""
    checked = f"{part}检查了 {found.entries:,} 条留痕、{found.rows:,} 行数据、{found.checkpoints} 个检查点"
    if found.found:
        return f"{checked}，发现 {found.found:,} 处绕过程序的改动。请保留现场，并与最近的备份比对。"
    if found.since and not found.entries:
        return f"{part}没有新的留痕；更早的这次没有检查，请运行 jiangmiao verify-audit 全部核对。"
    keys = f"签名密钥：{'、'.join(found.keys)}。" if found.keys else "还没有检查点，末尾是否被截掉无从得知。"
    return f"{checked}，没有发现绕过程序的改动。{keys}"


def written(found: Mapping[str, Any]) -> str:
    if not found["size"]:
        return "还没有任何留痕，不需要检查点。"
    where = "、".join(found["folders"])
    return f"已写检查点：{found['size']:,} 条留痕，根 {found['root']}，密钥 {found['key']}。位置：{where}"


def proved(proof: Proof) -> str:
    signed = f"{proof.checkpoint.at} 的检查点" if proof.checkpoint else "还没有检查点包括它"
    return "\n".join(
        [
            f"留痕 {proof.entry} 是第 {proof.index + 1:,} 条，共 {proof.size:,} 条（{signed}）。",
            f"内容：{proof.text}",
            f"叶：{proof.leaf}",
            *(f"路径 {at}：{step}" for at, step in enumerate(proof.path, 1)),
            f"根：{proof.root}",
            "加 --json 可以得到机器能核对的证明（RFC 6962）。",
        ]
    )
