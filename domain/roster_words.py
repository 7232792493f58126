"""The words of a roster: its sheets, its columns, and what may stand in them."""

from collections.abc import Mapping

from .organizations import OrganizationKind
from .programmes import Programme
from .roles import Role
from .sentence import CATEGORIES

PEOPLE, ORGANIZATIONS, PLANS = "人员", "单位", "培养方案"

ROLE, NAME, PHONE, ID_NUMBER = "角色", "姓名", "手机", "证件号"
EMPLOYER, SCHOOL, PROGRAMME, OCCUPATION = "单位", "院校", "培养项目", "工种"
GRADE, STARTS, ENDS, MENTOR, PLAN = "目标等级", "开始日期", "结束日期", "导师手机", "培养方案"
# Who has this column says of each agreement whether it is signed: an empty cell is one that waits for it.
SIGNED = "签订日期"
OPTIONAL_PEOPLE_COLUMNS = (SIGNED,)
PEOPLE_COLUMNS = (
    ROLE, NAME, PHONE, ID_NUMBER, EMPLOYER, SCHOOL, PROGRAMME, OCCUPATION, GRADE, STARTS, ENDS, MENTOR, PLAN,
)  # fmt: skip

ORGANIZATION_NAME, KIND, CHAIN, CREDIT_CODE = "名称", "类型", "产业技能生态链", "统一社会信用代码"
ORGANIZATION_COLUMNS = (ORGANIZATION_NAME, KIND, CHAIN, CREDIT_CODE)

PLAN_NAME, CATEGORY, LESSONS = "方案", "类别", "要求学时"
PLAN_COLUMNS = (PLAN_NAME, CATEGORY, LESSONS)

ROLES = {
    "学徒": Role.APPRENTICE,
    "学员": Role.APPRENTICE,
    "导师": Role.MENTOR,
    "企业导师": Role.MENTOR,
    "师傅": Role.MENTOR,
    "教师": Role.TEACHER,
    "老师": Role.TEACHER,
    "管理员": Role.ADMINISTRATOR,
}
PROGRAMMES = {
    "学生学徒制": Programme.STUDENT_APPRENTICESHIP,
    "技培生": Programme.TRAINEE_HIRE,
    "企业新型学徒制": Programme.NEW_APPRENTICESHIP,
}
KINDS = {
    "链主单位": OrganizationKind.CHAIN_LEAD,
    "链主企业": OrganizationKind.CHAIN_LEAD,
    "生态企业": OrganizationKind.ENTERPRISE,
    "企业": OrganizationKind.ENTERPRISE,
    "院校": OrganizationKind.SCHOOL,
    "学校": OrganizationKind.SCHOOL,
    "评价机构": OrganizationKind.ASSESSMENT_BODY,
    "公共实训基地": OrganizationKind.TRAINING_BASE,
    "产业园区": OrganizationKind.PARK,
    "园区": OrganizationKind.PARK,
    "人社部门": OrganizationKind.AUTHORITY,
}
CATEGORY_CODES = {word: category.code for category in CATEGORIES for word in category.words}
# 国家职业技能标准 number five grades from below; the ladder's other names have no number.
NUMBERED_GRADES = {"五级": "初级工", "四级": "中级工", "三级": "高级工", "二级": "技师", "一级": "高级技师"}


def choices(words: Mapping[str, object]) -> str:
    """The first word for each meaning, as an offer: 学徒、导师、教师、管理员."""
    firsts: dict[object, str] = {}
    for word, meaning in words.items():
        firsts.setdefault(meaning, word)
    return "、".join(firsts.values())
