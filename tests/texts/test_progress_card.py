"""The picture of somebody's progress: what stands on it, and that a phone shows it."""

import io

from PIL import Image

from domain.grade_conditions import Finding
from domain.grade_rules import GradeRule, Judged
from domain.grading import GradeWay
from tests.texts.test_replies_progress import TODAY, training
from texts import progress_card
from usecases.progress_card import ProgressCard
from usecases.show_grades import Next

LINES = (("theory", 9000, 4500, 450), ("practice", 9000, 9900, 0))
LONG = "阿卜杜热合曼·买买提依明江·吐尔逊" * 2


def drawn(*lines, above=None, name="林子轩"):
    return progress_card.card(ProgressCard(name, training(*lines), above, TODAY))


def way_with(*findings: Finding) -> Next:
    rule = GradeRule(
        "way", GradeWay.ASSESSMENT, frozenset({3}), (), "《通知》（粤人社规〔2022〕26号）二（三）1", TODAY
    )
    return Next(training(*LINES), 3, (Judged(rule, findings),))


def size(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as image:
        return image.size


def test_bars_show_what_is_confirmed_waits_and_is_missing():
    theory, practice = drawn(*LINES)["lines"]
    assert (theory["value"], theory["of"], theory["note"]) == ("100", "200", "待确认 10 · 还差 100")
    assert (theory["confirmed"], theory["waiting"]) == (0.5, 0.05)
    assert (practice["confirmed"], practice["note"]) == (1, "已完成")


def test_the_pace_is_said_against_an_even_one():
    card = drawn(*LINES)
    assert (card["percent"], card["expected"], card["behind"]) == (75, 39, "领先 36%")
    assert card["outlook"] == ["照现在的速度预计 2027-01 完成，能按期完成。"]
    assert drawn(("theory", 9000, 0, 0))["behind"] == "落后 39%"


def test_who_has_more_agreements_reads_how_to_see_them():
    assert drawn(*LINES)["others"] == ""
    second = progress_card.card(ProgressCard("林子轩", training(*LINES), None, TODAY, 2, 3))
    assert second["others"] == "第 2 份，共 3 份。另外 2 份的图：进度图 1、进度图 3"
    assert size(progress_card.png(second))[0] == 1080


def test_unmet_conditions_stand_with_their_clauses():
    unmet = Finding("assessment_passed", False, None, "final", "《办法》（深人社〔2023〕1号）第八条")
    met = Finding("hours_confirmed", True, 100, 100, "《办法》（深人社〔2023〕1号）第七条")
    card = drawn(*LINES, above=way_with(met, unmet))
    assert card["way"] == "中级工 · 等级评价：还差 1 项"
    assert card["missing"] == [{"what": "终结性评价合格（还没有）", "clause": "深人社〔2023〕1号 第八条"}]


def test_all_done_and_nothing_above_leaves_those_parts_out():
    card = drawn(("theory", 900, 900, 0))
    assert card["outlook"] == ["规定学时已全部确认。"]
    assert (card["way"], card["missing"], card["alarm"]) == ("", [], [])


def test_it_fits_a_phone_whatever_the_name():
    for card in (drawn(*LINES), drawn(*LINES, name=LONG), drawn()):
        picture = progress_card.png(card)
        assert size(picture)[0] == 1080
        assert len(picture) < 200_000


def test_the_same_facts_give_the_same_picture():
    assert progress_card.png(drawn(*LINES)) == progress_card.png(drawn(*LINES))
