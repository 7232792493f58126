"""Every message that the service writes by itself is worded, and fits what carries it."""

import ast
import json
import re

import pytest

from sandbox.templates import RULES
from tests.house.source import ROOT, sources
from texts.mini_pages import INBOX, mini_page
from texts.notices import NOTICES, word
from texts.wording import LABELS, TEMPLATES, TITLES, thing

LONG = "很长的名字" * 20
HOURS = {
    "entry": 1,
    "revision": 1,
    "number": 128,
    "name": LONG,
    "day": "2026-11-20",
    "minutes": 240,
    "category": "practice",
    "content": "车床外圆\n😀" * 20,
    "waited": 5,
    "flags": ["late", "long", "repeated", "same_words"],
    "reason": LONG,
    "instead_of": "王建国",
    "signer": "陈志明",
}
COUNTS = {
    "day": "2026-11-20",
    "total": 3,
    "count": 12,
    "waited": 4,
    "more_names": 2,
    "names": ["林子轩", "黄雨桐", "何静"],
}
LINE = {
    "kind": "own",
    "day": "2026-12-31",
    "title": LONG[:60],
    "todo": LONG,
    "source": LONG,
    "count": 12,
    "names": ["林子轩"],
}
ABOUT = {"notice": 12, "title": LONG, "body": LONG, "whole": False, "acknowledge": True, "day": "2026-11-20",
         "corrected": LONG}  # fmt: skip
CERTIFICATE = {
    "title": "学徒培训合格证书",
    "number": "PX2026-0001-000001",
    "code": "c" * 22,
    "day": "2026-11-20",
}
ASSESSMENT = {
    "what": "final",
    "own": False,
    "name": LONG,
    "occupation": LONG,
    "attempt": 2,
    "assessment": 7,
    "day": "2026-12-31",
}
FACTS = {
    "deadlines": {"day": "2026-11-20", "lines": [LINE] * 20, "full_until": "2026-12-31"},
    "assessment_planned": ASSESSMENT | {"before": "2026-12-24"},
    "assessment_cancelled": ASSESSMENT | {"reason": LONG},
    "assessment_decided": ASSESSMENT
    | {"passed": False, "score": 5950, "reasons": LONG, "left": 1, "grade": 3},
    "assessment_voided": ASSESSMENT | {"passed": True, "reason": LONG, "grades": 1, "suspended": 2},
    "hours_reversed": HOURS | {"by": "周敏", "own": True, "suspended": 1},
    "hours_to_confirm": HOURS,
    "hours_pressed": HOURS,
    "hours_disputed": HOURS | {"dispute": 12},
    "dispute_settled": HOURS | {"by": "周敏", "own": True, "status": "returned", "words": LONG},
    "hours_returned": HOURS,
    "hours_confirmed": HOURS | {"numbers": list(range(40))},
    "hours_decided_by_administrator": {
        "signer": "周敏",
        "decision": "confirmed",
        "reason": LONG,
        "count": 12,
        "entries": [[LONG, 128]] * 10,
    },
    "certificate_issued": CERTIFICATE | {"anew": False},
    "certificate_decided": CERTIFICATE | {"state": "suspended", "reason": LONG},
    "bond_proposed": {"number": 2_000_000, "round": 1, "name": LONG, "until": "2026-11-27"},
    "bond_accepted": {"mentor": "王建国", "day": "2026-11-20"},
    "bond_declined": {"mentor": "王建国", "day": "2026-11-20"},
    "deputy_appointed": {"mentor": "王建国", "since": "2026-11-23", "until": "2026-11-25"},
    "deputy_begins": {"mentor": "王建国", "deputyship": 1, "until": "2026-11-25"},
    "deputy_shortened": {"mentor": "王建国", "until": "2026-11-25"},
    "deputy_ended": {"mentor": "王建国", "day": "2026-11-20"},
    "daily_reminder": COUNTS,
    "mentor_digest": COUNTS,
    "teacher_digest": COUNTS | {"pressed": 2, "oldest": "2026-11-17"},
    "hours_unconfirmed": COUNTS,
    "hours_stuck": COUNTS,
    "week_summary": {"monday": "2026-11-16", "days": 4, "confirmed": 960, "waiting": 480, "returned": 1},
    "hours_to_confirm_many": {"entries": [[1, 1]] * 12, "names": [[LONG, 2]] * 8, "day": "2026-11-20"},
    "notice": ABOUT | {"corrects": 7},
    "notice_unacknowledged": ABOUT,
    "notice_to_approve": ABOUT | {"author": "周敏", "asked": "2026-11-20T04:00:00+00:00"},
    "notice_decided": ABOUT
    | {"approver": "周敏", "approved": False, "reason": LONG, "decided": "2026-11-20T04:00:00+00:00"},
}  # fmt: skip


def test_these_tests_know_every_kind():
    assert FACTS.keys() == NOTICES.keys()


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_kind_fits_its_template(kind):
    wording = word(kind, FACTS[kind])
    assert wording.template in TEMPLATES
    wrong = {
        key: value
        for key, value in wording.fields.items()
        if not re.fullmatch(RULES[key.rstrip("0123456789")], value)
    }
    assert wrong == {}


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_kind_says_what_it_is(kind):
    wording = word(kind, FACTS[kind])
    assert 0 < len(wording.title) <= 10
    assert wording.text.strip() == wording.text
    assert "{" not in wording.text


@pytest.mark.parametrize("kind", sorted(FACTS))
def test_every_kind_opens_a_page_that_the_mini_program_has(kind):
    path = word(kind, FACTS[kind]).path
    page, _, facts = mini_page(path).partition("?")
    assert page in json.loads((ROOT / "miniprogram/app/app.json").read_text("utf-8"))["pages"]
    assert re.fullmatch("number=[0-9]+", facts) or page not in ("pages/entry/index", "pages/notice/index")
    assert (page == INBOX) is (path in ("", "/m/deadlines"))


def test_whatever_is_enqueued_has_words():
    """The kinds that use cases name, in calls of `enqueue` or as text, are those that are worded."""
    named = {
        node.value
        for source in sources("usecases")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "enqueue"
        for node in node.args
        if isinstance(node, ast.Constant)
    }
    assert named
    assert named - NOTICES.keys() == set()


def test_a_new_entry_is_told_in_one_line():
    facts = HOURS | {"name": "林子轩", "content": "车床外圆", "flags": [], "instead_of": ""}
    assert word("hours_to_confirm", facts).text == (
        "林子轩 记了 11-20 实操 4小时 车床外圆。\n回“待确认”查看并确认。"
    )


def test_a_deputy_reads_for_whom_and_why_to_look_closely():
    said = word("hours_to_confirm", HOURS | {"flags": ["long"]}).text
    assert "（您代王师傅）" in said
    assert "⚑ 连续超过6小时无休息，请打开查看。" in said


def test_a_field_is_never_empty_nor_holds_what_templates_refuse():
    assert thing("  \n ") == "无"
    assert thing("😀\x00车床\n外圆") == "车床 外圆"
    assert len(thing("长" * 50)) == 20


def test_every_template_has_a_label_of_its_own_for_each_field():
    assert TITLES.keys() == LABELS.keys() == set(TEMPLATES)
    assert [labels for labels in LABELS.values() if len(set(labels.values())) < len(labels)] == []
    wordings = [word(kind, facts) for kind, facts in FACTS.items()]
    fields = {wording.template: wording.fields.keys() for wording in wordings}
    assert fields == {name: labels.keys() for name, labels in LABELS.items()}
