"""What a teacher reads about lessons in the chat."""

from usecases.held_lesson import HeldLesson, Lessons

from . import links
from .format import category, excerpt, short_day, span

SHOWN = 3


def where(found: Lessons) -> str:
    """The page that opens lessons, and the newest of them."""
    lines = [
        f"{_line(held)}：{links.to(f'/m/class/session/{held.lesson_id}')}" for held in found.lines[:SHOWN]
    ]
    return "\n".join(
        [f"开课签到：{links.to('/m/class/session')}", *(["最近的课：", *lines] if lines else [])]
    )


def _line(held: HeldLesson) -> str:
    lesson = held.lesson
    when = f"{short_day(lesson.day)} {span(lesson.starts, lesson.ends)}"
    return f"{when} {category(lesson.category)} {excerpt(lesson.content, 10)} 签到 {held.attended} 人"
