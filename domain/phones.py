"""Phone numbers as people write them, and as much of them as others may see."""

import unicodedata

DIGITS = 11
COUNTRY = "86"


def bare_phone(text: str) -> str:
    """The digits alone: blanks, dashes, full width and the country's code are how people write it."""
    digits = "".join(filter(str.isdecimal, unicodedata.normalize("NFKC", text)))
    return digits.removeprefix(COUNTRY) if len(digits) > DIGITS else digits


def looks_like_phone(text: str) -> bool:
    """Whether what is asked for is a number rather than a name."""
    return len(bare_phone(text)) >= DIGITS and not any(sign.isalpha() for sign in text)


def masked_phone(phone: str) -> str:
    """17000000017 → 170****0017."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) == DIGITS else "*" * len(phone)
