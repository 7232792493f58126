"""What the apprentice and the mentors are told of assessments and of reversed hours."""

from datetime import date

from domain.roles import Role

from .assessments import kind, nth, score
from .format import GRADES, category, excerpt, hours, long_day, short_day, signer
from .wording import Facts, Notice, Wording, reminder


def _what(facts: Facts) -> str:
    return f"{kind(facts['what'])}{nth(facts['attempt'])}"


def _whose(facts: Facts) -> str:
    return "您" if facts["own"] else facts["name"]


def _planned(facts: Facts) -> Wording:
    day, what, whose = date.fromisoformat(facts["day"]), _what(facts), _whose(facts)
    if facts["before"]:
        before = date.fromisoformat(facts["before"])
        text = f"{whose}的{what}从 {long_day(before)}改到 {day.year}年{long_day(day)}。"
    else:
        text = f"{whose}的{what}安排在 {day.year}年{long_day(day)}。"
    ready = "请提前做好准备，回“进度”看学时。" if facts["own"] else "请确认好之前的学时。"
    text = f"{text}\n工种：{facts['occupation']}\n{ready}"
    return reminder("评价安排", text, about=f"{excerpt(_whose(facts), 10)}的{what}", on=day, todo=ready)


def _cancelled(facts: Facts) -> Wording:
    day, what, whose = date.fromisoformat(facts["day"]), _what(facts), _whose(facts)
    text = f"原定 {long_day(day)}的{whose}的{what}已取消。\n原因：{facts['reason']}\n新的日期定下后会再通知。"
    return reminder("评价取消", text, about=f"{what}已取消", on=day, todo=facts["reason"])


def _decided(facts: Facts) -> Wording:
    day, what, whose = date.fromisoformat(facts["day"]), _what(facts), _whose(facts)
    verdict = "合格" if facts["passed"] else "不合格"
    points = f"，{score(facts['score'])}分" if facts["score"] is not None else ""
    grade = f"（{GRADES[facts['grade']]}）" if facts["grade"] else ""
    text = f"{whose}在 {day.year}年{long_day(day)}的{what}{grade}：{verdict}{points}。"
    rest = _after(facts)
    return reminder("评价结果", f"{text}\n{rest}", about=f"{what}：{verdict}", on=day, todo=rest)


def _after(facts: Facts) -> str:
    if facts["passed"]:
        return "计入的学时已经定下，不能再改。如有错误，请联系单位管理员。"
    again = "还可以补评，日期另行通知。" if facts["left"] else "后续安排请联系单位管理员。"
    return f"原因：{facts['reasons']}\n{again}"


def _voided(facts: Facts) -> Wording:
    day, what, whose = date.fromisoformat(facts["day"]), _what(facts), _whose(facts)
    verdict = "合格" if facts["passed"] else "不合格"
    grade = "由它取得的等级不再有效。" if facts["grades"] else ""
    suspended = "以它为依据的证书已暂停。" if facts["suspended"] else ""
    text = (
        f"{whose}在 {day.year}年{long_day(day)}的{what}登记有误，结果（{verdict}）已作废。\n"
        f"原因：{facts['reason']}\n{grade}{suspended}正确的结果登记后会再通知。"
    )
    return reminder("评价作废", text, about=f"{what}结果已作废", on=day, todo=facts["reason"])


def _reversed(facts: Facts) -> Wording:
    day = date.fromisoformat(facts["day"])
    what = f"{short_day(day)} {category(facts['category'])} {hours(facts['minutes'])}"
    whose = "您" if facts["own"] else facts["name"]
    suspended = "以它为依据的证书已暂停，处理好后会恢复。" if facts["suspended"] else ""
    again = "需要的话，请重新记一条。" if facts["own"] else ""
    text = (
        f"{signer(facts['by'], facts.get('role', Role.ADMINISTRATOR))}冲销了{whose}编号 {facts['number']}（{what} {excerpt(facts['content'])}）的学时。\n"
        f"原因：{facts['reason']}\n{suspended}{again}"
    ).rstrip()
    return reminder("学时冲销", text, about=f"编号 {facts['number']} 已冲销", on=day, todo=facts["reason"])


NOTICES: dict[str, Notice] = {
    "assessment_planned": _planned,
    "assessment_cancelled": _cancelled,
    "assessment_decided": _decided,
    "assessment_voided": _voided,
    "hours_reversed": _reversed,
}
