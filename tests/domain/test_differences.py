"""What a mentor is shown of an amended entry."""

from hypothesis import given
from hypothesis import strategies as st

from domain.differences import Difference, changed_parts, differences

BEFORE = {
    "work_date": "2026-11-19",
    "minutes": 240,
    "starts": 510,
    "ends": 750,
    "category": "practice",
    "place": "",
    "content": "车床外圆",
}


def test_equal_revisions_differ_in_nothing():
    assert differences(BEFORE, dict(BEFORE)) == ()


def test_every_changed_field_is_named_with_both_values():
    after = {**BEFORE, "minutes": 180, "starts": None, "ends": None, "content": "车床端面"}
    assert differences(BEFORE, after) == (
        Difference("minutes", 240, 180),
        Difference("starts", 510, None),
        Difference("ends", 750, None),
        Difference("content", "车床外圆", "车床端面"),
    )


def test_long_texts_show_where_they_part():
    same = "一二三四五六七八九十"
    assert changed_parts(f"{same}车床{same}", f"{same}铣床{same}") == (
        "…五六七八九十车床一二三四五…",
        "…五六七八九十铣床一二三四五…",
    )


def test_short_texts_are_shown_whole():
    assert changed_parts("识图", "识图和画图") == ("识图", "识图和画图")


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_shown_of_two_texts_differs_where_they_do(before, after):
    shown = changed_parts(before, after)
    assert (shown[0] == shown[1]) == (before == after)
    assert shown[0].strip("…") in before or "…" in before
