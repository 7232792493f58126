"""What anybody reads who checks a certificate by its code."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from usecases.present_certificate import Presented, Validity

from .format import PROGRAMMES, lessons

NAMES = {
    Validity.VALID: "有效",
    Validity.EXPIRED: "已过期",
    Validity.SUSPENDED: "已暂停",
    Validity.REVOKED: "已撤销",
    Validity.REISSUED: "已换发",
}
NOT_FOUND = "没有查到这张证书"
TOO_MANY = "查询太频繁，请稍后再试"

Row = tuple[str, str]


def meaning(of: Presented, today: date) -> str:
    """What the state means for whoever was shown the certificate."""
    since = f"{day(of.since)}起" if of.since else ""
    match of.validity:
        case Validity.VALID:
            return f"{day(today)} 查验，与颁发记录一致"
        case Validity.EXPIRED:
            return f"有效期已于 {day(of.expires_on)} 截止" if of.expires_on else ""
        case Validity.SUSPENDED:
            return f"{since}暂停使用，恢复以前不能作为凭证"
        case Validity.REVOKED:
            return f"{since}已经撤销，不能再作为凭证"
        case Validity.REISSUED:
            return f"{since}由新证书代替，请以新证书为准"


def rows(of: Presented) -> list[Row]:
    """The whole content, line by line; what the certificate doesn't say is left out."""
    said = of.snapshot
    found = [
        ("姓名", said["name"]),
        ("证件号码", said["id_number"]),
        ("职业（工种）", said["occupation"]),
        ("职业技能等级", said["grade_name"]),
        ("培养方式", PROGRAMMES.get(said["programme"], "")),
        ("用人单位", said["employer"]),
        ("培养院校", said["school"]),
        ("培养期限", f"{_iso_day(said['starts_on'])}至{_iso_day(said['ends_on'])}"),
        ("评价日期", _iso_day(said["assessment"]["sat_on"])),
        ("评价成绩", _points(said["assessment"]["score"])),
        ("评价员", "、".join(_assessor(each) for each in said["assessors"])),
        ("颁发单位", said["issuer"]),
        ("证书编号", of.number),
        ("颁发日期", day(of.issued_on)),
        ("有效期至", day(of.expires_on) if of.expires_on else "长期"),
        ("依据", said["source"]),
    ]
    return [(label, value) for label, value in found if value]


def hours(said: Mapping[str, Any]) -> list[Row]:
    """Each category with its hours, and their sum."""
    each = said["lesson_minutes"]
    lines = [(line["name"], f"{lessons(line['minutes'], each)} 学时") for line in said["hours"]]
    total = sum(line["minutes"] for line in said["hours"])
    return [*lines, ("合计", f"{lessons(total, each)} 学时")] if lines else []


def wait(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes + bool(rest)} 分钟" if minutes else f"{seconds} 秒"


def day(of: date | None) -> str:
    return f"{of.year}年{of.month}月{of.day}日" if of else ""


def _iso_day(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else ""


def _assessor(of: Mapping[str, Any]) -> str:
    return f"{of['name']}（{of['employer']}）" if of["employer"] else str(of["name"])


def _points(score: int | None) -> str:
    """Hundredths of a point: 8550 → 85.5 分."""
    return "" if score is None else f"{score / 100:.2f}".rstrip("0").rstrip(".") + " 分"
