"""A firm calls the grades what it likes, as long as nobody could mistake one for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grade_names import GradeNames, GradeNameUnfit, GradeNaming, check_namings

USUAL = {"中级工": 3, "高级工": 4}
NONE = GradeNames({})


def test_names_and_levels_are_kept_and_an_empty_one_is_taken_away():
    names = check_namings([GradeNaming(3, 0, "三级技工"), GradeNaming(3, 1, "三级甲")], NONE, USUAL)
    assert (names.name(3), names.name(3, 1), names.name(3, 2), names.name(4)) == (
        "三级技工",
        "三级甲",
        "三级技工",
        "",
    )
    assert names.levels(3) == ("三级甲",)
    assert names.place_of("三级甲") == (3, 1)
    assert check_namings([GradeNaming(3, 1, "")], names, USUAL).names == {(3, 0): "三级技工"}


def test_two_levels_may_exchange_their_names():
    names = check_namings([GradeNaming(3, 1, "甲"), GradeNaming(3, 2, "乙")], NONE, USUAL)
    turned = check_namings([GradeNaming(3, 1, "乙"), GradeNaming(3, 2, "甲")], names, USUAL)
    assert turned.levels(3) == ("乙", "甲")


@pytest.mark.parametrize(
    ("naming", "part"),
    [
        (GradeNaming(9, 0, "九级"), "grade"),
        (GradeNaming(3, 21, "层"), "step"),
        (GradeNaming(3, 0, "长" * 31), "name"),
        (GradeNaming(3, 0, " 空"), "name"),
        (GradeNaming(3, 0, "金牌🏅技工"), "characters"),
        (GradeNaming(3, 0, "三级\x07技工"), "characters"),
        (GradeNaming(3, 0, "三级\u202e技工"), "characters"),
        (GradeNaming(3, 0, "1\ufe0f\u20e3级"), "characters"),
        (GradeNaming(3, 0, "高级工"), "taken"),
        (GradeNaming(3, 0, "一档"), "taken"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(naming, part):
    known = GradeNames({(2, 1): "一档"})
    with pytest.raises(GradeNameUnfit) as refused:
        check_namings([GradeNaming(4, 0, "四级"), naming], known, USUAL)
    assert (refused.value.line, refused.value.part) == (2, part)


@pytest.mark.parametrize("name", ["三级技工（A+）", "T3·高级", "Ⅲ级 技工", "③档", "𠮷田工匠"])
def test_letters_digits_and_punctuation_of_any_script_make_a_name(name):
    assert check_namings([GradeNaming(3, 0, name)], NONE, USUAL).name(3) == name


def test_the_usual_name_may_be_said_of_its_own_grade():
    assert check_namings([GradeNaming(3, 0, "中级工")], NONE, USUAL).name(3) == "中级工"


def test_one_place_named_twice_in_a_file_is_a_slip():
    with pytest.raises(GradeNameUnfit) as refused:
        check_namings([GradeNaming(3, 0, "甲"), GradeNaming(3, 0, "乙")], NONE, USUAL)
    assert refused.value.part == "twice"


NAMINGS = st.lists(
    st.builds(GradeNaming, st.integers(1, 8), st.integers(0, 3), st.sampled_from("甲乙丙丁") | st.just(""))
)


@given(NAMINGS, NAMINGS)
def test_whatever_is_accepted_every_name_is_one_place(first, second):
    names = NONE
    for namings in (first, second):
        try:
            names = check_namings(namings, names, USUAL)
        except GradeNameUnfit:
            continue
    assert len(set(names.names.values())) == len(names.names)
    assert all(names.place_of(name) == place for place, name in names.names.items())
