"""What the demo says at the terminal."""

from dataclasses import dataclass

NEWCOMERS = "新微信"
# The roster's first apprentice can write this on any day: README.md and the sandbox show the same.
FIRST_SENTENCE = "学时 1小时 理论 识图"
# Soon after midnight today has no hour yet.
FIRST_AT_NIGHT = "学时 昨天 1小时 理论 识图"
LESSON = "在一部手机上选教师苏晓彤，发：签到，点开链接，填上课内容，点“开课”；学徒点“扫一扫”，选苏晓彤的屏幕"
# A student may not have lessons at night: these two may.
LESSON_AT_NIGHT = (
    "在一部手机上选教师黄文杰，发：签到，点开链接，填上课内容，点“开课”；"
    "另一部选学徒郑铭泽，点“扫一扫”，选黄文杰的屏幕"
)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the phones and where the service are, and the ports they usually have."""

    phones: str
    service: str
    phones_port: int
    service_port: int


def preparing() -> str:
    return "正在准备示例数据（第一次约需十几秒）……"


def runs_already(folder: str) -> str:
    return (
        f"没有启动：演示已经在运行，正在使用 {folder}。\n"
        "请用那个窗口里显示的地址；要重新启动，请先在那里按 Ctrl-C。"
    )


def ready(
    at: Addresses,
    codes: list[tuple[str, str, str]],
    folder: str,
    first: str = FIRST_SENTENCE,
    lesson: str = LESSON,
) -> str:
    """The address, what to try first, and who can still be bound."""
    return "\n".join(
        [
            "",
            f"匠苗演示已启动。请用浏览器打开：{at.phones}",
            *_moved(at),
            "先试这几步：",
            f"  1. 学徒发：{first}，再发：进度",
            "  2. 导师发：待确认，再发：确认 1",
            "  3. 管理员发：统计，再发：广播",
            "  4. 学徒发：证书，点开链接，或用“扫一扫”扫图上的二维码",
            f"  5. {lesson}",
            *_binding(codes),
            f"故障开关：{at.phones}/faults    调用记录：{at.phones}/calls",
            f"数据在 {folder}，删掉它就重新开始。按 Ctrl-C 结束。",
        ]
    )


def _moved(at: Addresses) -> list[str]:
    """Each port that another program has, and what that changes."""
    told = []
    if not at.phones.endswith(f":{at.phones_port}"):
        told.append(f"（{at.phones_port} 端口被别的程序占用，这次换了一个。）")
    if not at.service.endswith(f":{at.service_port}"):
        told.append(
            f"（{at.service_port} 端口被别的程序占用，这次的网页在 {at.service}；以前发出的证书链接和二维码暂时打不开。）"
        )
    return told


def _binding(codes: list[tuple[str, str, str]]) -> list[str]:
    if not codes:
        return []
    return [
        f"  6. 选“{NEWCOMERS}”里的一部手机，扫一扫；或发一个邀请码，再发手机后 4位：",
        *[f"     {name}：绑定 {code}，再发 {phone[-4:]}" for name, phone, code in codes],
        "     有人解绑以后，重新启动演示就有新的邀请码。",
    ]
