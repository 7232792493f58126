"""Every refusal has its HTTP status."""

from handlers.errors import CONFLICT, FORBIDDEN, NOT_FOUND, STATUS, TOO_LARGE, UNAVAILABLE, UNPROCESSABLE
from texts.refusals import SENTENCES


def test_every_refusal_has_a_status_and_only_one():
    assert SENTENCES.keys() ^ STATUS.keys() == set()
    named = f"{NOT_FOUND} {FORBIDDEN} {CONFLICT} {UNAVAILABLE} {TOO_LARGE} {UNPROCESSABLE}".split()
    assert len(named) == len(set(named))
