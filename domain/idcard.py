"""居民身份证号码: 18 places, of which the last checks the others (GB 11643-1999)."""

import re
from datetime import date

_FORM = re.compile("[0-9]{17}[0-9X]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
EARLIEST = date(1900, 1, 1)


class IdNumberWrong(ValueError):
    """`fault` is "form", "birth" or "check_digit"."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def check_digit(first17: str) -> str:
    """The place that completes the first 17: the weighted sum modulo 11."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first17, _WEIGHTS, strict=True)) % 11]


def read_born_on(number: str, today: date) -> date:
    """The birthday in a right number; the region's code isn't judged, because regions are renamed.

    Raises `IdNumberWrong`.
    """
    if not _FORM.fullmatch(number):
        raise IdNumberWrong("form")
    born_on = _day(number[6:14])
    if born_on is None or not EARLIEST <= born_on <= today:
        raise IdNumberWrong("birth")
    if check_digit(number[:17]) != number[17]:
        raise IdNumberWrong("check_digit")
    return born_on


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def masked(number: str) -> str:
    """440499200608230130 → 4404**********0130."""
    return f"{number[:4]}{'*' * (len(number) - 8)}{number[-4:]}"
