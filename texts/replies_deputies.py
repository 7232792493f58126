"""What a mentor reads about deputies and about the own apprentices."""

from datetime import date

from usecases.appoint_deputy import Appointed
from usecases.deputies import Candidate, Deputies, DeputyTerm
from usecases.end_deputy import EndedTerm
from usecases.list_apprentices import ApprenticeLine, Apprentices

from .format import days, excerpt, lessons, long_day, master, short_day

LEAVE = "不请人代了，请回“取消”。"
EXAMPLE = "要请人代，回“代理 姓名 3天”；也可以写“一周”“到11-25”“11月24日到28日”。"
END = "要提前结束，回“代理 取消”。"


def current(found: Deputies, today: date) -> str:
    mine = found.mine
    own = (
        f"{mine.name}正在代您确认，{_until(mine.until, today)}。回“代理 取消”结束。"
        if mine
        else "您现在没有请人代理。"
    )
    coming = [f"已请{who.name}{_period(who, today)}代您确认。回“代理 取消”取消。" for who in found.coming]
    others = [f"您正在代{master(who.name)}确认，{_until(who.until, today)}。" for who in found.for_others]
    later = [f"{_period(who, today)}请您代{master(who.name)}确认。" for who in found.coming_for_others]
    ask = [EXAMPLE] if found.for_others and not (mine or coming) else []
    return "\n".join([own, *coming, *others, *later, *ask])


def _until(day: date, today: date) -> str:
    return "只今天" if day == today else f"到{long_day(day)}"


def _period(term: DeputyTerm, today: date) -> str:
    """从今天起，到11月28日 周六; 从11月24日 周二到11月28日 周六; 在11月24日 周二."""
    if term.since <= today:
        return f"从今天起，{_until(term.until, today)}"
    return f"{'在' if term.since == term.until else '从'}{days(term.since, term.until)}"


def appointed(result: Appointed, today: date) -> str:
    deputy = result.deputy
    replaced = [f"原来的代理人{result.replaced}已结束。"] if result.replaced else []
    shortened = [f"{who.name}改为代到{long_day(who.until)}。" for who in result.shortened]
    others = "、".join(master(who.name) for who in result.still_deputising_for)
    chain = [f"您代{others}的部分不能转给别人，请告诉{others}。"] if others else []
    head = f"好的，{deputy.name}从今天起代您确认，{_until(deputy.until, today)}。已通知对方。"
    if deputy.since > today:
        head = f"好的，{deputy.name}{_period(deputy, today)}代您确认。已通知对方，到那天会再提醒。"
    return "\n".join([head, *replaced, *shortened, *chain, f"您自己仍然可以确认。{END}"])


def ended(result: EndedTerm, today: date) -> str:
    term = result.term
    head = f"已结束代理，{term.name}不再代您确认。"
    if not result.began:
        head = f"已取消{term.name}{_period(term, today)}的代理。"
    left = [f"还有：{who.name}{_period(who, today)}代您确认。" for who in result.left]
    return "\n".join([head, *left])


def who_and_when() -> str:
    return "请谁代理，代哪几天？例如：陈志明 3天，陈志明 11月24日到28日（回“取消”可退出）"


def who() -> str:
    return "请谁代理？请写本单位另一位导师的名字，例如：陈志明（回“取消”可退出）"


def how_long(name: str, since: date | None = None) -> str:
    if since:
        return f"请{name}从{long_day(since)}起，代到哪一天？例如：3天、一周、到28日。最多 30天。（回“取消”可退出）"
    return f"请{name}代几天？例如：3天、到11-25、11月24日到28日、下周。最多 30天。（回“取消”可退出）"


def which_one(candidates: tuple[Candidate, ...]) -> str:
    lines = [f"{number} {_known_by(who)}" for number, who in enumerate(candidates, 1)]
    return "\n".join(["有几位，请回数字（回“取消”可退出）：", *lines])


def _known_by(who: Candidate) -> str:
    if not who.apprentices:
        return f"{who.name}（没有带学徒）"
    return f"{who.name}（带 {who.apprentice}{'' if who.apprentices == 1 else f' 等 {who.apprentices}人'}）"


def apprentices(found: Apprentices) -> str:
    if not found.lines and found.name:
        return f"您名下没有叫“{excerpt(found.name, 20)}”的学徒。请写全名；看全部请回“我的学徒”。"
    if not found.lines:
        return "后面没有了。" if found.total else "您名下还没有学徒。如有疑问，请联系单位管理员。"
    lines = [_apprentice(number, line) for number, line in enumerate(found.lines, found.first)]
    more = [f"还有 {found.more} 人，回“我的学徒 {found.page + 1}”"] if found.more else []
    return "\n".join([f"学徒 {found.total}人", *lines, *more])


def _apprentice(number: int, line: ApprenticeLine) -> str:
    now, per = line.progress, line.lesson_minutes
    late = "，偏慢" if line.late else ""
    done = f"已确认 {lessons(now.confirmed, per)}/{lessons(now.required, per)}学时"
    pace = f"（{now.done_percent}%，应为 {now.expected_percent}%{late}）"
    waiting = f" · 待确认 {line.waiting}条" if line.waiting else ""
    last = f"最近 {short_day(line.last_day)}" if line.last_day else "还没有记录"
    return f"{number}. {excerpt(line.name, 8)} {done}{pace}{waiting} · {last}"
