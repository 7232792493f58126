"""What a mentor must look at is flagged; the words are kept as they are."""

from datetime import timedelta

import pytest

from domain.flags import Flag
from models.audit import AuditEntry
from models.deliveries import Delivery
from models.hours import HoursEntry
from tests.cast import NOON, TODAY
from tests.usecases.claims import claim
from usecases.log_hours import log_hours

LONG_WORDS = "车床外圆加工并测量三个台阶轴的直径"


async def test_words_copied_from_an_own_entry_are_flagged(shop):
    assert (await log_hours(shop.lin, claim(60, content=LONG_WORDS), now=NOON)).flags == ()
    assert (await log_hours(shop.lin, claim(61, content=LONG_WORDS), now=NOON)).flags == (Flag.REPEATED,)


async def test_words_of_another_apprentice_are_flagged(shop):
    await log_hours(shop.huang, claim(60, content=LONG_WORDS), now=NOON)
    logged = await log_hours(shop.lin, claim(60, content=f" {LONG_WORDS} "), now=NOON)
    assert logged.flags == (Flag.SAME_WORDS,)


async def test_short_words_of_two_apprentices_on_one_day_are_flagged(shop):
    await log_hours(shop.huang, claim(60, content="车床外圆"), now=NOON)
    assert (await log_hours(shop.lin, claim(60, content="车床外圆"), now=NOON)).flags == (Flag.SAME_WORDS,)


async def test_short_words_that_recur_are_not_flagged(shop):
    for days in (0, 1, 2):
        await log_hours(shop.huang, claim(60, TODAY - timedelta(days), content="车床外圆"), now=NOON)
    await log_hours(shop.huang, claim(90, content="车床外圆"), now=NOON)
    other_day = await log_hours(shop.lin, claim(60, TODAY - timedelta(3), content="车床外圆"), now=NOON)
    own = await log_hours(shop.lin, claim(45, TODAY - timedelta(3), content="车床外圆"), now=NOON)
    assert (other_day.flags, own.flags) == ((), ())


async def test_a_lesson_bears_one_name_for_all(shop):
    await log_hours(shop.huang, claim(60, category="safety", content="消防安全教育"), now=NOON)
    assert (
        await log_hours(shop.lin, claim(60, category="safety", content="消防安全教育"), now=NOON)
    ).flags == ()


async def test_late_and_long_entries_are_flagged(shop):
    late = claim(420, TODAY - timedelta(days=8), reason="手机坏了")
    logged = await log_hours(shop.lin, late, now=NOON)
    assert logged.flags == (Flag.LATE, Flag.LONG_UNTIMED)
    assert (await HoursEntry.get(number=1)).late_reason == "手机坏了"
    assert (await Delivery.get(kind="hours_to_confirm")).facts["flags"] == ["late", "long_untimed"]


@pytest.mark.parametrize(
    "content",
    [
        "👩‍🔧🛠️ 车床",
        "𠮷野家 𡃁仔",
        "车\u200b床\u200d外\ufeff圆",
        "\u202eنص عربي\u202c ‏",
        "]]><![CDATA[&amp;",
        "字" * 2000,
    ],
)
async def test_words_of_any_kind_are_stored_as_they_are(shop, content):
    await log_hours(shop.lin, claim(60, content=content), now=NOON)
    assert (await HoursEntry.get(number=1)).content == content
    assert (await AuditEntry.get(event="hours.logged")).after["content"] == content
