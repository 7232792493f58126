"""What each error code of the platform asks for: a table (docs/wechat.md, Sending)."""

from datetime import datetime, time, timedelta

from domain.clock import instant, local_day
from domain.deliveries import Answer, Barred, Busy, Channel, Closed, Never, Sent

TOKEN_DEAD = frozenset({40001, 40014, 42001})
NO_MENU = 46003
TAG_EXISTS = 45157
TAG_TOO_LARGE = 45057
TOO_MANY_TAGS = 45059
MASS_KNOWN = 45065
NO_SUCH_TAG = 45159
SAME_WORDS_WITHIN_A_MINUTE = 40241
NOBODY_AGAIN_FOR = timedelta(hours=1)
A_MINUTE = timedelta(minutes=1)
# When daily quotas begin anew isn't documented; a little after midnight is taken for it.
QUOTAS_BEGIN = time(0, 10)

# An administrator has to agree to mass sends on the phone first.
TO_BE_AGREED = {89504, 89505}
BUSY = {-1, 42010, 44990, 45011, 45066, 43117, SAME_WORDS_WITHIN_A_MINUTE} | TO_BE_AGREED
SLOWLY = {45011, 45066, 43117, SAME_WORDS_WITHIN_A_MINUTE} | TO_BE_AGREED
QUOTA = {45009, 45026, 45028}
PERSON = {40003, 43004, 43019, 43101, 45015, 45047, 46004, 48002, 50005, 40226}
# A template that was taken away stays away; the other ways are open.
TEMPLATE_GONE = {40037, 43116}
CONFIGURATION = (
    {40002, 40013, 40125, 40164, 40243, 41001, 41002, 41004, 48001, 48003, 48004, 50001, 50002, 50004, 50007}
    | {61004, 61007, 61024, 89501, 89503, 89506, 89507}
    # Once more after the token was renewed: the account and its token don't fit together.
    | TOKEN_DEAD
)
MESSAGE = (
    {40007, 40033, 40035, 40036, 40039, 40097, 40200, 40249, 41028, 41029, 41030, 43002, 44002, 44003, 44004}
    | {45001, 45002, 45003, 45004, 45005, 45006, 45007, 45008, 47001, 47003, 53600, 70000, 87014}
    | set(range(65400, 65418))
)
# The operator must do something about these.
ALARMING = CONFIGURATION | MESSAGE | TEMPLATE_GONE | QUOTA


def answer(code: int, message: str, channel: Channel, *, again: bool, now: datetime) -> Answer:
    """What an error means for one delivery. `again`: an earlier call may have arrived."""
    why = f"{code} {message}"
    if code == SAME_WORDS_WITHIN_A_MINUTE and again:
        return Sent(channel, why=why)
    if code in QUOTA:
        return Closed(why, instant(local_day(now) + timedelta(days=1), QUOTAS_BEGIN))
    if code in CONFIGURATION:
        return Closed(why, now + NOBODY_AGAIN_FOR)
    if code in PERSON | TEMPLATE_GONE:
        return Barred(why, remembered=code in PERSON)
    if code in MESSAGE:
        return Never(why)
    # A code that nobody has heard of is tried a few times and then ends as dead.
    return Busy(why, A_MINUTE if code in SLOWLY else timedelta(0))
