"""The file of a paper is refused with its place, before anybody is judged by it."""

import copy
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.grade_conditions import VOCABULARY
from domain.grade_facts import ContestLevel, Merit
from domain.grade_rules import GradeRule
from domain.grading import AssessmentKind, GradeWay
from domain.organizations import OrganizationKind
from domain.paper_conditions import grade_rules, readers
from domain.paper_format import PERIOD, SHAPES, PaperUnfit, Problem, check_paper
from domain.paper_periods import Spell, check_periods, period
from tests.house.source import ROOT
from texts.refusals import sentence

GOOD = {
    "title": "通知",
    "number": "粤〔2022〕26号",
    "in_force_from": date(2022, 10, 31),
    "in_force_until": date(2026, 12, 31),
    "grade_rules": [
        {
            "id": "direct",
            "clause": "二",
            "way": "direct",
            "grades": [3, 4],
            "conditions": [
                {"condition": "contest_place", "level": "provincial", "place": 3},
                {"condition": "vouched", "any_of": ["outstanding", "craftsman"], "clause": "三"},
            ],
        }
    ],
    "subsidies": [{"id": "a", "clause": "五", "title": "晋升技师", "amount": 300000, "grades": [5]}],
}


def changed(*path, to=None):
    """The good paper with one value put in, or taken out."""
    paper = copy.deepcopy(GOOD)
    *way, last = path
    place = paper
    for step in way:
        place = place[step]
    if to is None:
        del place[last]
    else:
        place[last] = to
    return paper


def read(paper) -> list[GradeRule]:
    check_paper("paper.toml", paper)
    check_periods([("paper.toml", paper)])
    return list(grade_rules("paper.toml", paper, "《通知》"))


def test_a_good_paper_becomes_rules_with_clauses_and_days():
    [rule] = read(GOOD)
    assert (rule.source, rule.since, rule.until) == ("《通知》二", date(2022, 10, 31), date(2026, 12, 31))
    assert [(one.name, one.clause) for one in rule.conditions] == [
        ("contest_place", "《通知》二"),
        ("vouched", "《通知》三"),
    ]
    assert rule.conditions[0].parameters == {"level": 3, "place": 3}


RULE = ("grade_rules", 0)
CONDITION = (*RULE, "conditions", 0)


@pytest.mark.parametrize(
    ("paper", "entry", "problem", "word"),
    [
        (changed("number"), "", Problem.NO_SOURCE, "number"),
        (changed("title", to=" "), "", Problem.WRONG_VALUE, "title"),
        (changed("in_force_from"), "", Problem.MISSING, "in_force_from"),
        (changed("in_force_from", to="2022-10-31"), "", Problem.WRONG_VALUE, "in_force_from"),
        (changed("in_force_until", to=date(2020, 1, 1)), "", Problem.WRONG_VALUE, "in_force_until"),
        (changed("grade_rulez", to=[]), "", Problem.UNKNOWN_KEY, "grade_rulez"),
        (changed(*RULE, "clause"), "grade_rules direct", Problem.NO_SOURCE, "clause"),
        (changed(*RULE, "way", to="luck"), "grade_rules direct", Problem.WRONG_VALUE, "way"),
        (changed(*RULE, "grades", to=[9]), "grade_rules direct", Problem.WRONG_VALUE, "grades"),
        (changed(*RULE, "grades", to=[3, 3]), "grade_rules direct", Problem.WRONG_VALUE, "grades"),
        (changed(*RULE, "conditions", to="none"), "grade_rules direct", Problem.WRONG_VALUE, "conditions"),
        (changed(*RULE, "id"), "grade_rules 1", Problem.MISSING, "id"),
        (
            changed(*CONDITION, "condition", to="rich"),
            "grade_rules direct",
            Problem.UNKNOWN_CONDITION,
            "rich",
        ),
        (changed(*CONDITION, "place"), "grade_rules direct", Problem.MISSING, "contest_place.place"),
        (
            changed(*CONDITION, "years", to=3),
            "grade_rules direct",
            Problem.UNKNOWN_KEY,
            "contest_place.years",
        ),
        (changed(*CONDITION, "level", to="local"), "grade_rules direct", Problem.WRONG_VALUE, "level"),
        (changed(*CONDITION, "place", to=-1), "grade_rules direct", Problem.WRONG_VALUE, "place"),
        (changed("subsidies", 0, "amount", to=3000.5), "subsidies a", Problem.WRONG_VALUE, "amount"),
        (changed("subsidies", 0, to="x"), "subsidies 1", Problem.WRONG_VALUE, "subsidies"),
    ],
)
def test_what_is_wrong_is_named_with_file_and_entry(paper, entry, problem, word):
    with pytest.raises(PaperUnfit) as refused:
        read(paper)
    found = refused.value
    assert (found.file, found.entry, found.problem, found.word) == ("paper.toml", entry, problem, word)
    assert "policies/paper.toml" in sentence(found)
    assert word in sentence(found)


def test_two_versions_of_one_entry_may_follow_but_not_meet():
    first = GOOD["subsidies"][0]
    later = {**first, "amount": 350000, "in_force_from": date(2025, 1, 1)}
    earlier = {**first, "in_force_until": date(2024, 12, 31)}
    read({**GOOD, "subsidies": [earlier, later]})
    with pytest.raises(PaperUnfit) as refused:
        read({**GOOD, "subsidies": [{**earlier, "in_force_until": date(2025, 1, 1)}, later]})
    assert (refused.value.entry, refused.value.problem) == ("subsidies a", Problem.OVERLAP)


def test_two_files_of_one_paper_may_not_meet():
    with pytest.raises(PaperUnfit) as refused:
        check_periods([("old.toml", GOOD), ("new.toml", GOOD)])
    assert (refused.value.file, refused.value.word) == ("new.toml", "old.toml")
    after = {**GOOD, "in_force_from": date(2027, 1, 1), "in_force_until": date(2028, 1, 1)}
    check_periods([("old.toml", GOOD), ("new.toml", after)])


def test_a_cap_for_two_programmes_meets_one_for_either():
    cap = {"clause": "一", "daily_minutes": 480, "rule": "规定"}
    both = {**cap, "programmes": ["trainee_hire", "new_apprenticeship"]}
    one = {**cap, "programmes": ["trainee_hire"]}
    young = {**one, "under_age": 18}
    read({**GOOD, "hours_limits": [both, young]})
    with pytest.raises(PaperUnfit):
        read({**GOOD, "hours_limits": [both, one]})


def test_an_entry_is_in_force_within_its_paper():
    assert period(GOOD, {}) == (date(2022, 10, 31), date(2026, 12, 31))
    row = {"in_force_from": date(2020, 1, 1), "in_force_until": date(2024, 1, 1)}
    assert period(GOOD, row) == (date(2022, 10, 31), date(2024, 1, 1))


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
SPELLS = st.builds(Spell, st.just(("a",)), st.just("f"), st.just("e"), DAYS, st.none() | DAYS)


@given(SPELLS, SPELLS, DAYS)
def test_two_spells_that_share_a_day_meet(one, other, day):
    def holds(spell):
        return spell.since <= day and (spell.until is None or day <= spell.until)

    assert one.meets(other) == other.meets(one)
    assert one.meets(other) or not (holds(one) and holds(other))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | DAYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def said_of(paper) -> str:
    """What the operator reads: nothing where the paper can be used."""
    try:
        read(paper)
    except PaperUnfit as unfit:
        return sentence(unfit)
    return ""


@given(st.sampled_from(["title", "number", "in_force_from", "grade_rules", "subsidies", "expiry", "x"]), JSON)
def test_whatever_stands_in_a_file_it_is_read_or_refused(key, value):
    said_of({**GOOD, key: value})


@given(st.sampled_from(["id", "clause", "way", "grades", "conditions", "x"]), JSON)
def test_whatever_stands_in_an_entry_it_is_read_or_refused(key, value):
    said_of({**GOOD, "grade_rules": [{**GOOD["grade_rules"][0], key: value}]})


@given(st.sampled_from(["condition", "level", "place", "clause", "x"]), JSON)
def test_whatever_stands_in_a_condition_it_is_read_or_refused(key, value):
    condition = {"condition": "ungraded", key: value}
    said_of({**GOOD, "grade_rules": [{**GOOD["grade_rules"][0], "conditions": [condition]}]})


def test_the_manual_names_every_table_key_and_condition():
    manual = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
    tables = {key for shape in SHAPES.values() for key in (*shape.required, *shape.optional)}
    parameters = {key for name in VOCABULARY for key in readers(name)}
    words = {str(word) for kind in (Merit, AssessmentKind, GradeWay, OrganizationKind) for word in kind}
    words |= {level.name.lower() for level in ContestLevel}
    wanted = {*SHAPES, *tables, *PERIOD, *VOCABULARY, *parameters, *words}
    assert {word for word in wanted if word not in manual} == set()
