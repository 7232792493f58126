"""What an apprentice reads about the progress and the grade aimed at."""

from collections.abc import Sequence
from datetime import date

from domain.progress import Line, Progress
from usecases.show_grades import Grades
from usecases.show_progress import TrainingProgress

from .format import GRADES, PROGRAMMES, category, lessons_at_least, lessons_at_most

BAR = 8
MONTH = 30.44
# More would not fit into one answer.
SHOWN = 2


def progress(trainings: Sequence[TrainingProgress]) -> str:
    older = [f"另有 {len(trainings) - SHOWN} 份更早的培养协议。"] if len(trainings) > SHOWN else []
    return "\n\n".join([*map(_progress, trainings[:SHOWN]), *older])


def _progress(training: TrainingProgress) -> str:
    now, per = training.progress, training.lesson_minutes
    head = (
        f"{training.occupation} → {GRADES[training.target_grade]}"
        f"（{PROGRAMMES[training.programme]}，{now.starts_on} 至 {now.ends_on}）"
    )
    lines = [_line(line, per) for line in now.lines]
    return "\n".join([head, _sums(now, per), "各类 已确认/要求（学时）", *lines, *_outlook(now, per)])


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


def _outlook(now: Progress, per: int) -> list[str]:
    if not now.required:
        return ["培养方案还没有规定学时。"]
    if not now.missing:
        return ["规定学时已全部确认。回“等级”看目标等级。"]
    return [*_when(now), f"还差：{_missing(now, per)}。回“等级”看目标等级。"]


def _missing(now: Progress, per: int) -> str:
    lines = (line for line in now.lines if line.missing)
    return "、".join(f"{category(line.category)} {lessons_at_least(line.missing, per)}学时" for line in lines)


def _when(now: Progress) -> list[str]:
    if now.today < now.starts_on:
        return [f"培养从 {now.starts_on} 开始。"]
    if now.today > now.ends_on:
        return [f"培养期已于 {now.ends_on} 结束。如需延长，请联系单位管理员。"]
    return [_forecast(now.forecast, now.ends_on)] if now.forecast else []


def _forecast(forecast: date, ends_on: date) -> str:
    late = round((forecast - ends_on).days / MONTH)
    verdict = "能按期完成" if forecast <= ends_on else f"比期限晚 {late}个月" if late else "比期限稍晚"
    return f"照现在的速度预计 {forecast:%Y-%m} 完成，{verdict}。"


def grades(found: Grades, today: date) -> str:
    names = found.ladder.names if found.ladder else GRADES[1:]
    held = [f"您现在：{GRADES[found.held]}（第 {found.held} 级）"] if found.held else []
    targets = [_target(training) for training in _running(found.trainings, today)[:SHOWN]]
    source = [f"等级依据：{found.ladder.source}。企业可以另定名称、再细分。"] if found.ladder else []
    return "\n".join(
        [
            " → ".join(names),
            *held,
            *targets,
            "取得等级还要通过评价。评价和证书现在还不在这里登记，请留意单位和评价机构的通知。",
            *source,
        ]
    )


def _running(trainings: Sequence[TrainingProgress], today: date) -> list[TrainingProgress]:
    """Those not over yet; without one, the newest."""
    return [t for t in trainings if today <= t.progress.ends_on] or list(trainings[:1])


def _target(training: TrainingProgress) -> str:
    now, per = training.progress, training.lesson_minutes
    grade = training.target_grade
    done = (
        f"学时已确认 {now.done_percent}%，还差：{_missing(now, per)}。"
        if now.missing
        else "规定学时已全部确认。"
    )
    return f"目标：{training.occupation} {GRADES[grade]}（第 {grade} 级）\n{done}"
