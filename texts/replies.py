"""General answers of the chat."""

from domain.roles import Actor, Role

ROLE_NAMES = {
    Role.APPRENTICE: "学徒",
    Role.MENTOR: "导师",
    Role.TEACHER: "教师",
    Role.ADMINISTRATOR: "管理员",
}
HELP = {
    Role.APPRENTICE: (
        "记学时：学时 4小时 实操 车床外圆",
        "补记：学时 昨天 8:30-12:00 理论 识图",
        "看记录：我的学时　看进度：进度　看等级：等级",
        "更正：改 编号 3小时　撤回：撤回 编号",
        "催办：催办 编号　申诉：申诉 编号 原因",
        "这周没训练：本周无训练 原因",
    ),
    Role.MENTOR: (
        "看要确认的：待确认　收徒：我的二维码",
        "确认：确认 1 3　或　确认 全部",
        "打开看：看 2　退回：退回 2 原因",
        "请人代：代理 姓名 3天　学徒：我的学徒",
    ),
    Role.TEACHER: ("看学生：我的学徒",),
    Role.ADMINISTRATOR: (
        "卡住的学时：未确认　代确认 1 原因　代退回 1 原因",
        "看申诉：申诉　处理：处理 编号 说明",
        "发通知：广播　批通知：批准　催未阅：催阅 编号",
        "今日情况：统计　设期限：期限 12月31日 标题 要做的事",
    ),
}
FOR_ALL = "通知：通知　期限：期限　提醒时间：提醒 20:00　解绑：解绑　隐私说明：隐私　我的信息：导出"
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
    return "\n".join([*lines, FOR_ALL])


def not_understood(actor: Actor) -> str:
    return f"没看懂这句。您可以这样写：\n{help_for(actor)}"


def cannot_use(kind: str) -> str:
    if kind == "voice":
        return "这段语音没有识别出文字。请打字发送，例如：学时 4小时 实操 车床外圆"
    name = MEDIA_NAMES.get(kind, "这类消息")
    return f"{name}我还用不上。请打字，例如：学时 4小时 实操 车床外圆。回“帮助”看看能做什么。"


def nothing_to_prove(actor: Actor) -> str:
    if not actor.is_a(Role.APPRENTICE):
        return "照片收到了。照片是学徒附在学时上用的，我这里用不上。回“帮助”看看能做什么。"
    return "照片收到了，但最近半小时没有等待确认的学时可以附上。请先记学时，再发照片。"
