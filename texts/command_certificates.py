"""What the operator reads at the command line about certificates."""

from collections.abc import Mapping, Sequence
from typing import Any

ISSUE = "颁发证书并写出 PDF。重复运行不会重复颁发，得到的是同样的文件。"
KIND = "证书种类，例如 学徒培训合格证书、职业技能等级证书、岗位聘用通知书。"
OF = "只颁发给这个手机号的人。"
ALL_PASSED = "颁发给所有评价合格的人。"
OUT = "PDF 写进这个文件夹，没有就新建。"
CERTIFICATE = "查看、暂停、恢复、撤销、换发证书。"
NUMBER = "证书编号，例如 PX2026-0001-000017。"
REASON = "原因，会留痕，持证人和查询的人都能看到。"
LIST = "列出一个人的证书。"
SHOW = "一张证书的全部内容和现在的状态。"
SUSPEND = "暂停一张证书，以后可以恢复。"
RESTORE = "恢复一张暂停的证书。"
REVOKE = "撤销一张证书，不能再恢复；记录仍可查到。"
REISSUE = "换发一张证书：按现在的登记出新证，旧证显示“已换发”，两张互相指向。"

COLUMNS = ("编号", "姓名", "证书", "日期", "状态", "查询")
BAR = 20
Line = Mapping[str, Any]


def row(line: Line) -> tuple[str, ...]:
    return (line["number"], line["name"], line["title"], line["issued_on"], line["state"], line["url"])


def progress(done: int, total: int) -> str:
    """正在颁发 ▓▓▓▓▓░░░░░ 5000/10000."""
    full = done * BAR // total if total else BAR
    return f"正在颁发 {'▓' * full}{'░' * (BAR - full)} {done}/{total}"


def issued(made: Sequence[Line], folder: str) -> str:
    """How many are new and where the files are."""
    new = sum(line["new"] for line in made)
    before = f"，另有 {len(made) - new} 张以前已经颁发" if len(made) > new else ""
    return f"颁发了 {new} 张证书{before}。PDF 在 {folder}。"


def nobody(kind: str, *, skipped: int = 0) -> str:
    """Why nothing was issued: nobody passed, or `skipped` people did and lack what was said about each."""
    why = f"评价合格的 {skipped} 人条件还不齐" if skipped else "还没有合格的评价结果"
    return f"没有可以颁发{kind}的人：{why}。"


def void(line: Line) -> str:
    """Of one that was issued before and doesn't hold now."""
    return f"没有写出{line['name']}的 PDF：{line['number']} {line['state']}。"


def skipped(line: Line) -> str:
    return f"没有颁发给{line['name']}：{line['missing']}。"


def choose() -> str:
    return "请写 --phone 手机号，或者 --all-passed，二选一。"


def none_of(phone: str) -> str:
    return f"手机号 {phone} 的人还没有证书。"


def decided(line: Line) -> str:
    return f"{line['name']}的{line['title']}（{line['number']}）现在是“{line['state']}”。"


def reissued(line: Line) -> str:
    return f"已换发：{line['name']}的{line['title']}，新编号 {line['number']}，代替 {line['replaces']}。{_file(line)}"


def _file(line: Line) -> str:
    """Where it is; none is handed out of one that doesn't hold."""
    return f"PDF 在 {line['pdf']}。" if line["pdf"] else ""


def whole(line: Line) -> str:
    """One certificate for a person to read."""
    says = line["snapshot"]
    facts = {
        "编号": line["number"],
        "状态": f"{line['state']} {line['state_reason']}".strip(),
        "姓名": f"{says['name']} {says['id_number']}".strip(),
        "工种": f"{says['occupation']} {says['grade_name']}".strip(),
        "内容": f"{says['body']}{says['closing']}",
        "评价员": "、".join(f"{each['name']} {each['employer']}".strip() for each in says["assessors"]),
        "颁发": f"{says['issuer']} {line['issued_on']}",
        "有效期至": line["expires_on"] or "",
        "依据": says["source"],
        "代替": line["replaces"],
        "换发为": line["replaced_by"],
        "查询": line["url"],
        "文件": line["pdf"],
        "摘要": line["digest"],
    }
    return "\n".join([says["title"], *(f"{name}：{value}" for name, value in facts.items() if value)])
