"""Whatever a score sheet holds is read or refused in a sentence."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.roster_cells import grade
from domain.roster_sheets import BROKEN, FORMULA, LONG_NUMBER, Sheet
from domain.score_sheet import read_scores
from domain.score_words import BODY, COLUMNS, GRADE, NAME, OCCUPATION
from tests.rosters import GRADES
from tests.scores import ROW
from texts import command_assess

TODAY = date(2026, 11, 20)
HEADER = (*COLUMNS, NAME, OCCUPATION, GRADE, BODY, "理论(40%)", "实操(60%)")
WORDS = st.sampled_from(
    [
        "",
        *ROW.values(),
        "17000000003、17000000001",
        "终结性评价",
        "不合格",
        "2026-12-18",
        "100.01",
        "四级",
        "=1+1",
        "\u200b",
    ]
) | st.text(max_size=30)
CELLS = st.tuples(*[WORDS] * len(HEADER))
FAULTS = st.dictionaries(
    st.tuples(st.integers(2, 4), st.integers(0, len(HEADER))),
    st.sampled_from([FORMULA, BROKEN, LONG_NUMBER]),
    max_size=3,
)
HEADERS = st.just(HEADER) | st.permutations(HEADER).map(tuple) | st.lists(WORDS, max_size=9).map(tuple)


@given(HEADERS, st.lists(CELLS, max_size=3), FAULTS)
def test_any_sheet_is_read_or_refused_in_sentences(header, rows, faults):
    sheet = Sheet("评价成绩", header, tuple(enumerate(rows, 2)), faults)
    found = read_scores((sheet,), grade(GRADES), today=TODAY)
    assert len(found.rows) <= len(rows)
    assert len(command_assess.refused(found.problems).splitlines()) >= len(found.problems) + 1
