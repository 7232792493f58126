"""What the demo says at the terminal."""

NEWCOMERS = "新微信"


def preparing() -> str:
    return "正在准备示例数据（第一次约需十几秒）……"


def ready(url: str, codes: list[tuple[str, str, str]]) -> str:
    """The address, what to try first, and who can still be bound."""
    bind = [
        f"  5. 选“{NEWCOMERS}”，扫一扫，或发：绑定 {code}，再发手机后 4位 {phone[-4:]}（{name}）"
        for name, phone, code in codes[:1]
    ]
    return "\n".join(
        [
            "",
            f"匠苗演示已启动。请用浏览器打开：{url}",
            "先试这几步：",
            "  1. 学徒发：学时 1小时 理论 识图",
            "  2. 导师发：待确认，再发：确认 1",
            "  3. 学徒发：进度",
            "  4. 管理员发：统计，再发：广播",
            *bind,
            f"故障开关：{url}/faults    调用记录：{url}/calls",
            "数据在 .demo 文件夹，删掉它就重新开始。按 Ctrl-C 结束。",
        ]
    )
