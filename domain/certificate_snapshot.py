"""What a certificate says, frozen on the day it is issued."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .certificate_kinds import Kind, Version, last_day
from .certificates import Standing


@dataclass(frozen=True, slots=True)
class Particulars:
    """What isn't known before issuing: the day, the number, the grade's name and the paper's clause ("" for none)."""

    number: str
    issued_on: date
    grade_name: str
    source: str


def snapshot(kind: Kind, version: Version, standing: Standing, of: Particulars) -> dict[str, Any]:
    """JSON values only: text, whole numbers, lists. Days are ISO dates, hours are minutes, scores hundredths."""
    until = last_day(version, of.issued_on)
    return {
        "kind": kind.code,
        "template": version.template,
        "version": version.version,
        "number": of.number,
        "title": version.title,
        "english": version.english,
        "body": _body(version, standing, of),
        "closing": version.closing,
        "name": standing.name,
        "id_number": standing.id_number,
        "occupation": standing.occupation,
        "grade": standing.grade if version.shows_grade else None,
        "grade_name": of.grade_name if version.shows_grade else "",
        "programme": standing.programme,
        "employer": standing.employer,
        "school": standing.school,
        "starts_on": standing.starts_on.isoformat(),
        "ends_on": _trained_until(standing, of).isoformat(),
        "hours": _hours(version, standing),
        "lesson_minutes": standing.lesson_minutes,
        "assessment": {
            "kind": str(standing.kind),
            "sat_on": standing.sat_on.isoformat() if standing.sat_on else None,
            "score": standing.score,
        },
        "assessors": [{"name": name, "employer": employer} for name, employer in standing.assessors],
        "issuer": standing.issuer,
        "issuer_code": standing.issuer_code,
        "issued_on": of.issued_on.isoformat(),
        "expires_on": until.isoformat() if until else None,
        "source": of.source,
    }


def _hours(version: Version, standing: Standing) -> list[Mapping[str, Any]]:
    """The categories that the version lists, in its order; those without an hour, planned or done, are left out."""
    lines = {line.category: line for line in standing.lines}
    return [
        {"category": code, "name": name, "minutes": line.minutes, "required": line.required}
        for code, name in version.hours.items()
        if (line := lines.get(code)) and (line.minutes or line.required)
    ]


def _trained_until(standing: Standing, of: Particulars) -> date:
    """Who is done before the agreement ends is certified no training of days to come."""
    return min(standing.ends_on, of.issued_on)


def _body(version: Version, standing: Standing, of: Particulars) -> str:
    return version.body.format_map({place: say(standing, of) for place, say in PLACES.items()})


# What the words of a kind may name.
PLACES: dict[str, Callable[[Standing, Particulars], str]] = {
    "name": lambda standing, of: standing.name,
    "occupation": lambda standing, of: standing.occupation,
    "grade": lambda standing, of: of.grade_name,
    "employer": lambda standing, of: standing.employer,
    "school": lambda standing, of: standing.school,
    "issuer": lambda standing, of: standing.issuer,
    "starts_on": lambda standing, of: day_in_words(standing.starts_on),
    "ends_on": lambda standing, of: day_in_words(_trained_until(standing, of)),
    "issued_on": lambda standing, of: day_in_words(of.issued_on),
}


def day_in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
