"""What a form on a page left out, or what can't be read in it."""

from dataclasses import dataclass

from .errors import Refusal


@dataclass(eq=False)
class FieldMissing(Refusal):
    code = "form.missing"
    field: str


@dataclass(eq=False)
class FieldUnreadable(Refusal):
    code = "form.unreadable"
    field: str


@dataclass(eq=False)
class AmountOutsideTimes(Refusal):
    """More minutes than lie between the times, or one time without the other."""

    code = "form.amount_outside_times"


@dataclass(eq=False)
class FormUsed(Refusal):
    """The same form has recorded entry `number`, which said something else."""

    code = "form.used"
    number: int


@dataclass(eq=False)
class PictureTooLarge(Refusal):
    code = "form.picture_too_large"
    megabytes: int


class PictureUnfit(Refusal):
    """What was sent is no picture, or one of a kind that isn't taken, whatever it is called."""

    code = "form.picture_unfit"
