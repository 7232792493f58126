"""What an apprentice reads about the progress of the training."""

from collections.abc import Sequence
from datetime import date

from domain.grading import AssessmentKind
from domain.progress import Line, Progress
from usecases.show_progress import Due, LeftOut, TrainingProgress

from .findings import ASSESSMENTS, short_source
from .format import GRADES, MOST_BYTES, PROGRAMMES, category, lessons_at_least, lessons_at_most

BAR = 8
MONTH = 30.44
# More are seldom of use.
SHOWN = 2


def progress(trainings: Sequence[TrainingProgress], below: str = "") -> str:
    """As many agreements as fit into one answer, the newest first, with a line `below` them."""
    answers = (_first(trainings, shown, below) for shown in range(SHOWN, 1, -1))
    return next((one for one in answers if len(one.encode()) <= MOST_BYTES), _first(trainings, 1, below))


def _first(trainings: Sequence[TrainingProgress], shown: int, below: str) -> str:
    older = f"另有 {len(trainings) - shown} 份更早的培养协议。" if len(trainings) > shown else ""
    last = "\n".join(filter(None, (older, below)))
    return "\n\n".join([*map(_progress, trainings[:shown]), *([last] if last else [])])


def pictures(count: int) -> str:
    """How to see them drawn: one for each agreement that runs."""
    others = "、".join(f"进度图 {place}" for place in range(2, count + 1))
    return f"看图：进度图、{others}" if others else "看图：进度图"


def other_pictures(count: int, shown: int) -> str:
    others = [f"进度图 {place}" for place in range(1, count + 1) if place != shown]
    return f"另外 {len(others)} 份的图：{'、'.join(others)}" if others else ""


def no_such_picture(count: int) -> str:
    if count == 1:
        return "您现在有 1 份培养协议，回“进度图”看它的图。"
    return f"您现在有 {count} 份培养协议，回“进度图 1”到“进度图 {count}”看它们的图，新的在前。"


def _progress(training: TrainingProgress) -> str:
    now, per = training.progress, training.lesson_minutes
    head = (
        f"{training.occupation} → {GRADES[training.target_grade]}"
        f"（{PROGRAMMES[training.programme]}，{now.starts_on} 至 {now.ends_on}）"
    )
    lines = [_line(line, per) for line in now.lines]
    return "\n".join([head, _sums(now, per), "各类 已确认/要求（学时）", *lines, *_outlook(training)])


def _sums(now: Progress, per: int) -> str:
    credited = (
        f"（计入要求 {lessons_at_most(now.credited, per)}学时）" if now.credited < now.confirmed else ""
    )
    return (
        f"已确认 {lessons_at_most(now.confirmed, per)}学时{credited or ' '}· "
        f"待确认 {lessons_at_most(now.waiting, per)}学时 · "
        f"要求 {lessons_at_least(now.required, per)}学时"
        f"（{now.done_percent}%，按进度应为 {now.expected_percent}%）"
    )


def _line(line: Line, per: int) -> str:
    filled = min(line.confirmed * BAR // line.required, BAR) if line.required else BAR
    bar = "▓" * filled + "░" * (BAR - filled)
    waiting = f" 待确认 {lessons_at_most(line.waiting, per)}" if line.waiting else ""
    figures = f"{lessons_at_most(line.confirmed, per)}/{lessons_at_least(line.required, per)}"
    return f"{category(line.category)} {figures} {bar}{waiting}"


def _outlook(training: TrainingProgress) -> list[str]:
    now, per = training.progress, training.lesson_minutes
    passed = [f"{_assessments(training.passed)}已合格。"] if training.passed else []
    passed += [_left_out(one) for one in training.left_out]
    if not now.required:
        return ["培养方案还没有规定学时。", *passed]
    missing = [
        *(_due(due, now.today) for due in training.due),
        *([_missing(now, per)] if now.missing else []),
    ]
    still = f"还差：{'、'.join(missing)}。" if missing else ""
    if not now.missing:
        return [*passed, f"规定学时已全部确认。{still}回“等级”看条件和依据。"]
    return [*pace(now), *beyond(training), *passed, f"{still}回“等级”看条件和依据。"]


def outlook(training: TrainingProgress) -> list[str]:
    """The sentences below the figures, for a page: pace, what is out of reach, assessments passed and due."""
    now, per = training.progress, training.lesson_minutes
    if not now.required:
        return ["培养方案还没有规定学时。"]
    said = [*pace(now), *beyond(training)] if now.missing else ["规定学时已全部确认。"]
    said += [f"{_assessments(training.passed)}已合格。"] if training.passed else []
    said += [_left_out(one) for one in training.left_out]
    missing = [
        *(_due(due, now.today) for due in training.due),
        *([_missing(now, per)] if now.missing else []),
    ]
    return [*said, *([f"还差：{'、'.join(missing)}。"] if missing else [])]


def _assessments(kinds: Sequence[AssessmentKind]) -> str:
    return "、".join(ASSESSMENTS[str(kind)] for kind in kinds)


def _left_out(one: LeftOut) -> str:
    return (
        f"{ASSESSMENTS[str(one.kind)]}{'没有合格' if one.failed else '没有做'}，终结性评价已合格，不再提醒。"
    )


def _due(due: Due, today: date) -> str:
    year = "" if due.day.year == today.year else f"{due.day.year}年"
    day = f"{year}{due.day.month}月{due.day.day}日"
    return f"{ASSESSMENTS[str(due.kind)]}（{f'{day}前' if today <= due.day else f'原定 {day}前'}）"


def _missing(now: Progress, per: int) -> str:
    lines = (line for line in now.lines if line.missing)
    return "、".join(f"{category(line.category)} {lessons_at_least(line.missing, per)}学时" for line in lines)


def beyond(training: TrainingProgress) -> list[str]:
    """What the caps leave no room for before the term ends."""
    now, per, limits = training.progress, training.lesson_minutes, training.limits
    if not (now.out_of_reach and limits and now.today <= now.ends_on):
        return []
    rule = f"{limits.rule}，{limits.weekly_rule}" if limits.weekly_rule else limits.rule
    beyond = lessons_at_least(now.out_of_reach, per)
    verdict = f"到 {now.ends_on} 每天记满也还差 {beyond}学时，已不能按期完成。请尽快联系单位管理员。"
    return [f"{verdict}依据：{rule}（{short_source(limits.source)}）。"]


def pace(now: Progress) -> list[str]:
    """When the hours are done at the pace so far, or that the term has not begun or is over."""
    if now.today < now.starts_on:
        return [f"培养从 {now.starts_on} 开始。"]
    if now.today > now.ends_on:
        return [f"培养期已于 {now.ends_on} 结束。如需延长，请联系单位管理员。"]
    return [_forecast(now.forecast, now.ends_on)] if now.forecast else []


def _forecast(forecast: date, ends_on: date) -> str:
    late = round((forecast - ends_on).days / MONTH)
    verdict = "能按期完成" if forecast <= ends_on else f"比期限晚 {late}个月" if late else "比期限稍晚"
    return f"照现在的速度预计 {forecast:%Y-%m} 完成，{verdict}。"
