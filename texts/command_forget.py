"""What the operator reads at the command line before and after a person's data is erased."""

from collections.abc import Mapping

FORGET = "删除一个人的个人信息（个人信息保护法第四十七条）。先列出依法保留的内容，确认后删除，不能恢复。"
BY = "以哪位管理员的名义：手机号，只能办其管理的人。"
REASON = "原因，例如“本人申请”，会留痕。"
YES = "不再询问，直接删除。"

Holding = Mapping[str, int]
# What stays, how much of it, and why; docs/privacy.md gives the periods.
KEPT = (
    ("培养协议", "agreements", "份"),
    ("学时记录", "entries", "条"),
    ("签过的确认", "signatures", "次"),
    ("评价", "assessments", "次"),
    ("等级记录", "grades", "条"),
    ("证书", "certificates", "张"),
    ("关于本人的留痕", "trail", "条"),
)
ERASED = (
    ("微信绑定", "accounts", "个"),
    ("照片等证明材料", "pictures", "件"),
    ("站内消息的内容", "messages", "条"),
)


def preview(held: Holding) -> str:
    """What is kept first, as the law asks, then what goes."""
    return "\n".join(
        [
            "依法保留（只存储，不作别的用途；期限和依据见 docs/privacy.md）：",
            *_lines(held, KEPT),
            "  证书和签名上当时写下的姓名是凭证的一部分，不改；公开页仍可核验。",
            "删除，不能恢复：",
            "  姓名（换成 ***）、手机号、证件号、出生日期、监护人、邀请码、微信里的对话",
            *_lines(held, ERASED),
        ]
    )


def _lines(held: Holding, of: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [f"  {name} {held[code]}{unit}" for name, code, unit in of]


def really() -> str:
    return "确定删除吗？（是/否）"


def nobody_answers() -> str:
    return "没有删除：没有人回答。确定要删除，请加 --yes。"


def not_forgotten() -> str:
    return "没有删除。"


def forgotten(held: Holding) -> str:
    return f"已删除。解绑微信 {held['accounts']}个，删除证明材料 {held['pictures']}件。这次删除本身已留痕。"
