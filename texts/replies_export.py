"""What a person reads about the own data."""

from domain.clock import local
from usecases.export_person import Summary

from . import links


def summary(kept: Summary) -> str:
    identity = f" · 证件号 {kept.id_number}" if kept.id_number else ""
    return "\n".join(
        [
            f"匠苗保存了您的这些信息：{kept.name} · 手机 {kept.phone}{identity}",
            f"培养协议 {kept.agreements}份 · 学时记录 {kept.entries}条 · 发给您的消息 {kept.messages}条",
            _consent(kept),
            f"{_whole()}回“隐私”看保存和使用的规则。",
        ]
    )


def _whole() -> str:
    """Where all of it is to be had."""
    if page := links.page("/m/data"):
        return f"要完整的一份，打开这里导出：{page}\n"
    return "要完整的一份，请向单位或院校的管理员要导出文件。"


def _consent(kept: Summary) -> str:
    if kept.consented_at is None:
        return "还没有《个人信息保护说明》的同意记录。"
    return f"{local(kept.consented_at):%Y-%m-%d} 同意了《个人信息保护说明》（{kept.consented_version} 版）。"
