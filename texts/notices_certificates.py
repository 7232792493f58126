"""What people are told about their certificates."""

from datetime import date

from domain.certificate_states import CertificateState

from .certificates import link
from .wording import Facts, Notice, Wording, reminder

_WHAT = {
    CertificateState.SUSPENDED: ("暂停", "暂停期间查询显示“已暂停”。请联系颁发单位。"),
    CertificateState.VALID: ("恢复", "现在查询显示“有效”。"),
    CertificateState.REVOKED: ("撤销", "不再有效。有不同意见，请联系颁发单位。"),
}


def _issued(facts: Facts) -> Wording:
    verb = "换发" if facts["anew"] else "颁发"
    text = (
        f"您的{facts['title']}已{verb}，编号 {facts['number']}。\n"
        f"查看和下载：{link(facts['code'])}\n"
        "把链接或证书上的二维码给别人，对方就能核验。"
    )
    title = f"证书已{verb}"
    return reminder(title, text, about=facts["title"], on=_day(facts), todo="回“证书”查看和下载")


def _decided(facts: Facts) -> Wording:
    done, then = _WHAT[CertificateState(facts["state"])]
    text = (
        f"您的{facts['title']}（{facts['number']}）已{done}。\n原因：{facts['reason']}\n{then}\n"
        f"查看：{link(facts['code'])}"
    )
    return reminder(f"证书已{done}", text, about=facts["title"], on=_day(facts), todo="回“证书”查看")


def _day(facts: Facts) -> date:
    return date.fromisoformat(facts["day"])


NOTICES: dict[str, Notice] = {"certificate_issued": _issued, "certificate_decided": _decided}
