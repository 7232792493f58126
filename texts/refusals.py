"""What a person reads when a rule says no: which rule, and what is still possible.

Each area keeps its sentences in a module `texts/refusals_*.py` as a dict from the refusal's code to
a function of the refusal; this module joins them.
"""

from collections.abc import Callable
from typing import Any

from domain.errors import Refusal

from . import (
    refusals_assessments,
    refusals_bonds,
    refusals_certificates,
    refusals_deadlines,
    refusals_disputes,
    refusals_grades,
    refusals_hours,
    refusals_keys,
    refusals_language,
    refusals_lessons,
    refusals_mentor,
    refusals_notices,
    refusals_pages,
    refusals_people,
    refusals_policies,
    refusals_trail,
)

NOT_RECORDED = "没有记录："
SENTENCES: dict[str, Callable[[Any], str]] = {
    **refusals_assessments.SENTENCES,
    **refusals_bonds.SENTENCES,
    **refusals_certificates.SENTENCES,
    **refusals_deadlines.SENTENCES,
    **refusals_disputes.SENTENCES,
    **refusals_grades.SENTENCES,
    **refusals_hours.SENTENCES,
    **refusals_keys.SENTENCES,
    **refusals_language.SENTENCES,
    **refusals_lessons.SENTENCES,
    **refusals_mentor.SENTENCES,
    **refusals_notices.SENTENCES,
    **refusals_pages.SENTENCES,
    **refusals_people.SENTENCES,
    **refusals_policies.SENTENCES,
    **refusals_trail.SENTENCES,
}


def sentence(refusal: Refusal) -> str:
    return SENTENCES[refusal.code](refusal)


def sentence_of_change(refusal: Refusal) -> str:
    """Why an entry was not changed; the rules that refuse it speak of recording."""
    said = sentence(refusal)
    return f"没有改：{said.removeprefix(NOT_RECORDED)}" if said.startswith(NOT_RECORDED) else said
