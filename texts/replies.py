"""General answers of the chat."""

from domain.roles import Actor, Role

from .examples import PRACTICE, THEORY
from .format import excerpt

ROLE_NAMES = {
    Role.APPRENTICE: "学徒",
    Role.MENTOR: "导师",
    Role.TEACHER: "教师",
    Role.ADMINISTRATOR: "管理员",
}
# One thing a line, the commonest first, so that a phone breaks none in the middle.
HELP = {
    Role.APPRENTICE: (
        f"记学时：学时 4小时 {PRACTICE}",
        f"补记：学时 昨天 8:30-12:00 {THEORY}",
        "看记录：我的学时",
        "看进度：进度",
        "看进度的图片：进度图",
        "看等级：等级",
        "看证书和图片：证书",
        "看评价：评价",
        "更正：改 编号 3小时",
        "撤回：撤回 编号",
        "催办：催办 编号",
        "申诉：申诉 编号 原因",
        "这周没训练：本周无训练 原因",
    ),
    Role.MENTOR: (
        "看要确认的：待确认",
        "确认：确认 1 3",
        "全部确认：确认 全部",
        "打开看：看 2",
        "退回：退回 2 原因",
        "请人代：代理 姓名 3天",
        "看学徒：我的学徒",
        "收徒：我的二维码",
    ),
    Role.TEACHER: (
        "看要确认的理论学时：待确认",
        "确认：确认 1 3",
        "退回：退回 2 原因",
        "看学生：我的学徒",
        "课堂签到：签到",
    ),
    Role.ADMINISTRATOR: (
        "今日情况：统计",
        "发通知：广播",
        "卡住的学时：未确认",
        "代确认：代确认 1 原因",
        "代退回：代退回 1 原因",
        "看申诉：申诉",
        "处理申诉：处理 编号 说明",
        "设期限：期限 12月31日 标题",
        "该评价的人：评价",
    ),
}
FOR_ALL = (
    "看通知：通知",
    "看期限：期限",
    "看提醒：提醒",
    "隐私说明：隐私",
    "我的信息：导出",
    "解绑：解绑",
)
# Of each role's lines, as many as a person reads who was not understood.
FIRST_LINES = 3
MEDIA_NAMES = {
    "voice": "语音",
    "location": "位置",
    "link": "链接",
    "file": "文件",
    "miniprogrampage": "小程序卡片",
}


def how_to_bind() -> str:
    return (
        "您好，我是匠苗，帮您记学时。请先绑定：\n"
        "扫单位发给您的二维码，或回“绑定 邀请码”，例如：绑定 7KX4M2PQ\n"
        "没有邀请码，请向单位或院校的管理员要。"
    )


def failed(request: str) -> str:
    return f"抱歉，系统刚才出了点问题，这条没有办成。请稍后再发一次。如果一直不行，请把编号 {request} 告诉管理员。"


def cancelled(was_open: bool) -> str:
    return "好的，已取消。" if was_open else "现在没有要取消的。回“帮助”看看能做什么。"


def with_way_out(question: str) -> str:
    """Every question says how to leave it."""
    if "取消" in question:
        return question
    border = "\n" if "\n" in question else ""
    return f"{question}{border}（回“取消”可退出）"


def not_your_command(word: str, roles: frozenset[Role]) -> str:
    names = "、".join(ROLE_NAMES[role] for role in ROLE_NAMES if role in roles)
    return f"“{word}”是给{names}用的。回“帮助”看看您能做什么。"


def welcome(actor: Actor) -> str:
    return f"{actor.name}，您好。\n{help_for(actor)}"


def welcome_back(name: str) -> str:
    return f"{name}，欢迎回来。您的记录都在，提醒也恢复了。回“帮助”看看能做什么。"


def help_for(actor: Actor) -> str:
    lines = [line for role in HELP if actor.is_a(role) for line in HELP[role]]
    return "\n".join([*lines, *FOR_ALL])


def not_understood(actor: Actor) -> str:
    lines = [line for role in HELP if actor.is_a(role) for line in HELP[role][:FIRST_LINES]]
    return "\n".join(["没看懂这句。您可以这样写：", *lines, "看全部：帮助"])


def greeting(name: str) -> str:
    return f"{name}，您好。要办什么，直接说就行；回“帮助”看看能做什么。"


def noted(actor: Actor) -> str:
    """A mentor's or a teacher's 好的 confirms nothing, and nobody should think so."""
    confirms = actor.is_a(Role.MENTOR) or actor.is_a(Role.TEACHER)
    return "好的。要确认学时，请先回“待确认”。" if confirms else "好的。"


def no_policies(words: str) -> str:
    about = f"“{excerpt(words, 20)}”" if words else "政策"
    return (
        f"这里还没有政策原文，不能查{about}。可以查：政策 补贴、政策 等级。其他请问单位管理员或当地人社部门。\n"
        "单位发来的政策通知：通知"
    )


def cannot_use(kind: str) -> str:
    if kind == "voice":
        return f"这段语音没有识别出文字。请打字发送，例如：学时 4小时 {PRACTICE}"
    name = MEDIA_NAMES.get(kind, "这类消息")
    return f"{name}我还用不上。请打字，例如：学时 4小时 {PRACTICE}。回“帮助”看看能做什么。"


def nothing_to_prove(actor: Actor) -> str:
    if not actor.is_a(Role.APPRENTICE):
        return "照片收到了。照片是学徒附在学时上用的，我这里用不上。回“帮助”看看能做什么。"
    return "照片收到了，但最近半小时没有等待确认的学时可以附上。请先记学时，再发照片。"
