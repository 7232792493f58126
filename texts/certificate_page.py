"""A certificate as a page to print and as a picture for the phone, from its frozen snapshot alone."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from usecases.find_certificate import Document

from . import typeset
from .certificates import link
from .format import lessons
from .wording import day

# A phone's screen is about 1,080 pixels wide; A4 landscape is 11.7 inches.
PHONE_DOTS_PER_INCH = 110
LESSONS, OCCUPATION, GRADE, SAT_ON = "学时", "工种", "等级", "评价日期"


def pdf(document: Document) -> bytes:
    """A4 landscape. The same certificate gives the same bytes, whenever it is printed."""
    return typeset.pdf(document.template, page(document), at=document.issued_at)


def png(document: Document) -> bytes:
    """The same page, about 1,290 pixels wide."""
    return typeset.png(document.template, page(document), dots_per_inch=PHONE_DOTS_PER_INCH)


def page(document: Document) -> dict[str, Any]:
    """What the templates texts/typst/certificate-*.typ read: text as it is printed."""
    says, url = document.snapshot, link(document.code)
    taken = ("title", "english", "number", "name", "id_number", "body", "closing", "issuer", "source")
    return {
        **{name: says[name] for name in taken},
        "lines": _lines(says),
        "assessors": "、".join(_assessor(each) for each in says["assessors"]),
        "issued_on": _day(says["issued_on"]),
        "expires_on": _day(says["expires_on"]) if says["expires_on"] else "",
        "url": url,
        "qr": typeset.qr_svg(url),
    }


def _lines(says: Mapping[str, Any]) -> list[dict[str, str]]:
    """The hours by category; where the certificate lists none, what was assessed and when."""
    listed = [(line["name"], lessons(line["minutes"], says["lesson_minutes"])) for line in says["hours"]]
    if listed:
        return [{"name": name, "value": count, "unit": LESSONS} for name, count in listed]
    sat_on = says["assessment"]["sat_on"]
    facts = {
        OCCUPATION: says["occupation"],
        GRADE: says["grade_name"],
        SAT_ON: _day(sat_on) if sat_on else "",
    }
    return [{"name": name, "value": value, "unit": ""} for name, value in facts.items() if value]


def _assessor(of: Mapping[str, Any]) -> str:
    return f"{of['name']}（{of['employer']}）" if of["employer"] else str(of["name"])


def _day(text: str) -> str:
    return day(date.fromisoformat(text))
