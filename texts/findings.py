"""A condition for a grade in words: what is required, and what is the case."""

from collections.abc import Callable

from domain.grade_conditions import Finding, Value

from .format import GRADES, PROGRAMMES

MERITS = {
    "performance": "日常表现和工作业绩",
    "outstanding": "技能高超、业绩突出",
    "craftsman": "“十百千万”产业工匠骨干",
    "solved_problem": "解决重大工艺技术难题或质量问题",
    "scheme_filed": "评价方案已报备",
}
ASSESSMENTS = {"midterm": "中期评估", "final": "终结性评价", "grade": "等级评价"}
LEVELS = ("", "区级", "市级", "省级", "国家级", "世界级")
WAYS = {
    "assessment": "等级评价",
    "direct": "直接认定",
    "stock": "存量认定",
    "contest": "竞赛",
    "appointment": "评聘",
}
DECIDERS = {
    "chain_lead": "链主单位",
    "enterprise": "企业",
    "school": "院校",
    "assessment_body": "评价机构",
    "training_base": "实训基地",
    "park": "产业园区",
    "authority": "人社部门",
}


def short_source(source: str) -> str:
    """《通知》（粤人社规〔2022〕26号）二（三）1 → 粤人社规〔2022〕26号 二（三）1."""
    number, _, clause = source.rpartition("》")[2].removeprefix("（").partition("）")
    return f"{number} {clause}".strip()


def requirement(finding: Finding) -> str:
    """What the clause asks, with what is the case: 学时确认 100%（现在 54%）."""
    return WORDS[finding.condition](finding)


def _age(found: Finding) -> str:
    return f"年满 {found.required}岁（{_or(found.fact, '没有登记出生日期', '现在 {}岁')}）"


def _held(found: Finding) -> str:
    return f"已有{_grade(found.required)}（{_now(found)}）"


def _ungraded(found: Finding) -> str:
    return f"还没有定级（{_now(found)}）"


def _not_held(found: Finding) -> str:
    return f"还没有取得这个等级（{_now(found)}）"


def _years(found: Finding) -> str:
    return f"从事本工种满 {found.required}年（现在 {found.fact}年）"


def _years_since(found: Finding) -> str:
    return f"取得前一等级满 {found.required}年（现在 {found.fact}年）"


def _programme(found: Finding) -> str:
    return f"属于{_listed(found.required, PROGRAMMES)}"


def _outside(found: Finding) -> str:
    return f"不属于{_listed(found.required, PROGRAMMES)}"


def _over(found: Finding) -> str:
    ends = _or(found.required, "没有培养协议", "{}")
    return f"培养期满（{ends}）"


def _hours(found: Finding) -> str:
    return f"各类学时确认 {found.required}%（最少的一类 {found.fact}%）"


def _assessment(found: Finding) -> str:
    name = ASSESSMENTS[str(found.required)]
    return f"{name}合格（{'已合格' if found.passed else '还没有'}）"


def _entered(found: Finding) -> str:
    return f"参加{_level(found.required)}以上职业技能竞赛（{_or(found.fact, '没有登记', '已登记')}）"


def _place(found: Finding) -> str:
    return f"职业技能竞赛前 {found.required}名（{_or(found.fact, '没有登记', '第 {}名')}）"


def _vouched(found: Finding) -> str:
    return f"单位认可：{_listed(found.required, MERITS, '或')}（{'已认可' if found.passed else '还没有'}）"


def _decider(found: Finding) -> str:
    return f"由{_listed(found.required, DECIDERS, '或')}决定"


def _new(found: Finding) -> str:
    since = f"{found.fact} 起已有认定" if found.fact else "是首次"
    return f"单位首次进行技能等级认定（{since}）"


WORDS: dict[str, Callable[[Finding], str]] = {
    "age_at_least": _age,
    "grade_held": _held,
    "ungraded": _ungraded,
    "not_held_yet": _not_held,
    "years_in_occupation": _years,
    "years_since_grade": _years_since,
    "in_programme": _programme,
    "outside_programme": _outside,
    "training_over": _over,
    "hours_confirmed": _hours,
    "assessment_passed": _assessment,
    "contest_entered": _entered,
    "contest_place": _place,
    "vouched": _vouched,
    "decided_by": _decider,
    "firm_new_to_grading": _new,
}


def _or(value: Value, without: str, pattern: str) -> str:
    return without if value is None else pattern.format(value)


def _now(found: Finding) -> str:
    return f"现在是{_grade(found.fact)}" if found.fact else "现在没有等级"


def _grade(value: Value) -> str:
    return GRADES[value] if isinstance(value, int) else ""


def _level(value: Value) -> str:
    return LEVELS[value] if isinstance(value, int) else ""


def _listed(words: Value, names: dict[str, str], between: str = "、") -> str:
    return between.join(names[word] for word in words) if isinstance(words, tuple) else ""
