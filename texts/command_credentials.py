"""What the operator and verifiers read at the command line of credentials and keys."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.clock import local
from domain.credential_checks import Check, Why

VERIFY = "核验一份数字凭证（.jwt 文件）：签名、颁发者、期限、是否撤销或暂停。有效时退出码为 0，否则为 1。"
FILE = "数字凭证文件，从证书页面下载。"
KEYS_FILE = "离线核验：保存下来的 did.json 或 jwks.json。不写就用本机数据库核验。"
STATUS_FILE = "离线核验：保存下来的状态列表（撤销、暂停各一份），可写几次。"
PDF = "同时核对这份 PDF 与凭证里登记的是否一致。"
KEYS = "查看、更换签名密钥，或声明一把密钥已泄露。"
LIST = "列出签名密钥，最新的在前。"
ROTATE = "换一把新密钥签名。旧密钥签过的仍然有效，旧密钥不能再签。"
COMPROMISE = "声明一把密钥从某天起泄露：停止公布它；它从那天起签的凭证无效，再次下载即用新密钥重签。"
KID = "密钥编号（见 jiangmiao keys list）。"
SINCE = "泄露的那一天，例如 2026-11-01；不确定就写最早可能的一天。"
PURPOSE = "用途：credential（数字凭证）或 checkpoint（留痕检查点）。"
COLUMNS = ("编号", "用途", "启用", "停用", "泄露")

CHECKS = {
    Check.FORMAT: "格式",
    Check.SIGNATURE: "签名",
    Check.ISSUER: "颁发者",
    Check.CONTENT: "内容",
    Check.PERIOD: "期限",
    Check.REVOCATION: "是否撤销",
    Check.SUSPENSION: "是否暂停",
    Check.RECORD: "签发记录",
    Check.PDF: "PDF",
}
WHYS = {
    Why.UNREADABLE: "不是一份完整的数字凭证",
    Why.OTHER_ALGORITHM: "签名方式不是颁发者所用的",
    Why.UNKNOWN_KEY: "签名的密钥不是颁发者现在公布的；如果密钥换过，请重新下载凭证",
    Why.SIGNATURE_WRONG: "内容被改动过，或者不是颁发者签的",
    Why.OTHER_ISSUER: "凭证里的颁发者与密钥的主人不同",
    Why.CLAIMS_DIFFER: "凭证里前后两处写的不一致",
    Why.NO_CREDENTIAL: "不是本系统颁发的凭证",
    Why.NOT_YET: "还没有到生效时间",
    Why.EXPIRED: "已过有效期",
    Why.LIST_MISSING: "没有核对：缺少它的状态列表",
    Why.LIST_UNSOUND: "没有核对：状态列表不是颁发者签的，或者用错了",
    Why.LIST_STALE: "没有核对：状态列表已过时，请重新下载",
    Why.REVOKED: "证书已撤销或已换发",
    Why.SUSPENDED: "证书已暂停",
    Why.NOT_ON_RECORD: "本系统没有签发过这份凭证",
    Why.KEY_COMPROMISED: "签发时密钥已经泄露，请重新下载凭证",
    Why.PDF_UNNAMED: "凭证里没有登记 PDF，请重新下载凭证",
    Why.PDF_DIFFERS: "这份 PDF 与登记的不一致，被改动过或不是同一份",
}


def checked(found: Mapping[str, Any]) -> str:
    """The verdict first, then whose it is, then every step."""
    lines = ["有效" if found["valid"] else "无效：不能当作有效的证书"]
    if says := found["credential"]:
        lines.append(_whose(says))
    lines += [_step(step) for step in found["checks"]]
    return "\n".join(lines)


def _whose(says: Mapping[str, Any]) -> str:
    subject = says["credentialSubject"]
    (name, *_) = [each["identityHash"] for each in subject["identifier"]] or [""]
    return f"{says['name']} {name} {subject['licenseNumber']}（{says['issuer']['name']}）"


def _step(step: Mapping[str, Any]) -> str:
    name = CHECKS[Check(step["check"])]
    return f"  ✗ {name}：{WHYS[Why(step['why'])]}" if step["why"] else f"  ✓ {name}"


def reason(why: str) -> str:
    return WHYS[Why(why)] if why else ""


def row(line: Mapping[str, Any]) -> Sequence[str]:
    moments = (line["created_at"], line["retired_at"], line["compromised_at"])
    return (line["kid"], line["purpose"], *[_moment(each) for each in moments])


def none() -> str:
    return "还没有签名密钥。第一次签名时会自动生成。"


def rotated(line: Mapping[str, Any]) -> str:
    return f"已换用新密钥 {line['kid']}。旧密钥签过的仍然有效。"


def compromised(line: Mapping[str, Any]) -> str:
    return (
        f"已声明密钥 {line['kid']} 从 {_moment(line['compromised_at'])} 起泄露，不再公布。\n"
        "证书本身不受影响；数字凭证重新下载后由新密钥签名。"
    )


def not_keys(path: str) -> str:
    return f"{path} 不是 did.json 或 jwks.json。请从颁发者的网址 /.well-known/did.json 保存一份。"


def keys_first() -> str:
    return "离线核验要同时写 --keys。"


def no_such_purpose() -> str:
    return "用途只能是 credential 或 checkpoint。"


def day_unreadable(text: str) -> str:
    return f"看不懂日期“{text}”，请写成 2026-11-01。"


def _moment(text: str | None) -> str:
    return f"{local(datetime.fromisoformat(text)):%Y-%m-%d %H:%M}" if text else ""
