"""What the operator reads at the command line."""

from domain.numerals import plain

POSTGRESQL = "JIANGMIAO_DATABASE_URL=postgres://用户:密码@主机/库名"


def second_service(path: str) -> str:
    return (
        f"没有启动：{path} 正由另一个匠苗服务使用，一个 SQLite 文件只能由一个服务使用。\n"
        f"要同时运行几个服务，请改用 PostgreSQL：设置 {POSTGRESQL}"
    )


def work_needs_postgresql() -> str:
    return (
        "没有启动：使用 SQLite 时，提醒和发送都由 jiangmiao serve 一起完成，不用 work。\n"
        f"要分到几台机器上，请改用 PostgreSQL：设置 {POSTGRESQL}"
    )


def database_busy(path: str) -> str:
    return (
        f"没有办成：{path} 正由另一个进程使用，而它没有应答。请稍后再试；"
        "如果一直这样，请重启服务，或检查 JIANGMIAO_SOCKET 是否与服务的设置一致。"
    )


def database_unreachable(why: str) -> str:
    return f"打不开数据库：{why}\n请检查 JIANGMIAO_DATABASE_URL，以及数据库是否在运行、文件是否可读写。"


def no_database(path: str) -> str:
    return f"没有 {path} 这个文件。第一次使用，请先运行 jiangmiao migrate。"


def no_folder(folder: str) -> str:
    return f"没有 {folder} 这个文件夹。如果位置没有写错，请先建立它：mkdir -p {folder}"


def several_names(path: str) -> str:
    return f"{path} 有不止一个名字（硬链接），同时使用会丢数据。请只留一个名字。"


def migrate_first(missing: int) -> str:
    return f"数据库结构还差 {missing} 步更新。请先备份，再运行 jiangmiao migrate。"


def migrated(names: list[str]) -> str:
    return f"数据库已更新：{'、'.join(names)}" if names else "数据库已经是最新的。"


def stop_first(path: str) -> str:
    return f"没有更新：{path} 正由服务使用。请先停止服务，再运行这条命令。"


def other_user() -> str:
    return "正在运行的服务属于另一个系统用户。请用启动服务的那个用户运行这条命令。"


def other_version() -> str:
    return "正在运行的服务是另一个版本。请先重启服务，再运行这条命令。"


def interrupted() -> str:
    return "服务在办理中途停止了，不知道有没有办成。请启动服务，用 jiangmiao notices 或再运行一次来核对，不会重复办理。"


def failed_in_service(request: str) -> str:
    return f"服务办理时出错，没有办成。请在服务日志里查找编号 {request}。"


def failed(kind: str, why: str) -> str:
    return f"出错了，没有办成：{kind} {why}".rstrip() + "\n加上 --debug 再运行一次，可以看到详细经过。"


def socket_taken(path: str) -> str:
    return f"没有启动：不能使用本地套接字 {path}。请检查这个位置，或用 JIANGMIAO_SOCKET 换一个。"


def port_taken(why: str) -> str:
    return (
        f"没有启动：不能监听设定的地址和端口（{why}）。"
        "请检查 JIANGMIAO_HOST 和 JIANGMIAO_PORT，或停掉占用这个端口的程序。"
    )


def wrong_settings(sentences: list[str]) -> str:
    return "\n".join(["设置有误：", *(f"  {each}" for each in sentences)])


def settings_not_text(path: str) -> str:
    return f"{path} 不是 UTF-8 编码的文本，读不出来。请把它存成 UTF-8。"


def words_not_text() -> str:
    return "命令里有不是 UTF-8 编码的字，读不出来。请检查终端的编码。"


def no_such_file(path: str) -> str:
    return f"没有这个文件：{path}"


def unreadable_file(path: str, why: str) -> str:
    return f"打不开文件 {path}：{why}"


def no_such_folder(path: str) -> str:
    return f"没有这个文件夹：{path}"


def unwritable(path: str, why: str) -> str:
    return f"写不了 {path}：{why}。名册已经导入；换一个位置再运行一次，邀请码不会变。"


def importing(people: int) -> str:
    return f"正在导入 {people} 行人员……"


def asking_for_pictures(count: int) -> str:
    return f"正在向微信要 {count} 个二维码……"


def no_app_for_pictures() -> str:
    return (
        "什么都没有导入：二维码要向微信申请，请先填写 JIANGMIAO_WECHAT_APP_ID 和 JIANGMIAO_WECHAT_APP_SECRET。"
        "也可以不加 --qr，先用 --codes 发邀请码。"
    )


def checked_alone(path: str) -> str:
    return f"还没有数据库 {path}，只检查名册本身，人员都按新增计算。"


def no_pictures(why: str) -> str:
    return (
        f"名册已经导入，但微信没有给出全部二维码（{why}）。"
        "请用 jiangmiao doctor 检查微信凭据，再运行一次；也可以先发邀请码。"
    )


def codes_written(path: str, count: int) -> str:
    return f"邀请码已写入 {path}（{count} 人）。里面有手机号，请妥善保管。"


def pictures_written(folder: str, count: int) -> str:
    return f"二维码已写入 {folder}（{count} 张，30 天内有效）。"


def not_text(path: str) -> str:
    return f"{path} 不是文本文件。请存成 UTF-8 编码的文本或 Markdown。"


def notice_too_large(path: str) -> str:
    return f"{path} 太大了。通知的正文最多 5000 个字。"


YES_WORDS = frozenset({"y", "yes", "是", "是的", "好", "好的", "确认", "确定", "发", "发送", "发出"})
NO_WORDS = frozenset({"", "n", "no", "否", "不", "不是", "不发", "不发送", "取消", "算了"})


def yes_or_no(line: str) -> bool | None:
    """What an answer at the terminal means; nothing written is no, and None is neither."""
    word = plain(line).strip(" .。!\t\r\n").lower()
    return True if word in YES_WORDS else False if word in NO_WORDS else None


def yes_or_no_please() -> str:
    return "没看懂。发送请回“是”，不发送请回“否”："


# By the names that the commands give them.
ARGUMENTS = {
    "certificate": "证书",
    "day": "日期",
    "file": "文件",
    "grade": "等级",
    "kid": "密钥编号",
    "number": "编号",
    "org": "单位",
    "own": "自定名称",
    "phone": "手机号",
    "text": "姓名或手机号",
}
USAGE = {
    "MissingParameter": "缺少{name}。",
    "NoSuchOption": "没有{name} 这个选项。",
    "NoSuchCommand": "没有“{name}”这个命令。",
    "BadParameter": "{name}的值不对。",
    "BadOptionUsage": "{name}后面要写一个值。",
}


def usage(kind: str, name: str, command: str) -> str:
    """What was typed wrongly, and where to look it up."""
    named = ARGUMENTS.get(name, name)
    if name.startswith("-"):
        named = f" {name}" if kind in {"MissingParameter", "NoSuchOption"} else f"{name} "
    return f"{USAGE.get(kind, '命令没有写对。').format(name=named)}看用法：{command} --help"
