"""What the operator reads about backups."""

from collections.abc import Sequence

BACKUP = "把数据库和证明材料备份成一个文件；服务不用停。"
BACKUP_FILE = "备份文件的名字，例如 匠苗-20261120.tar.gz。"
RESTORE = "从备份文件恢复；请先停止服务。"
RESTORE_FILE = "jiangmiao backup 写成的文件。"
REPLACE = "替换数据库里现有的全部数据。"

ENGINES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def file_exists(path: str) -> str:
    return f"没有备份：{path} 已经存在，请换一个名字。"


def nothing_there() -> str:
    return "没有备份：数据库还是空的。请检查 JIANGMIAO_DATABASE_URL；第一次使用，请先运行 jiangmiao migrate。"


def taking_database() -> str:
    return "正在复制数据库……"


def taking_table(table: str) -> str:
    return f"正在复制 {table}……"


def taking_files(count: int) -> str:
    return f"已复制 {count} 个证明材料……"


def failed(path: str, why: str) -> str:
    return f"没有备份：写不了 {path}（{why}）。请检查磁盘空间和权限。"


def taken(path: str, rows: int, size: int) -> str:
    return (
        f"已备份到 {path}（{rows} 行，{size / 1_000_000:.1f} MB）。里面是所有人的信息，请妥善保管；"
        "恢复时要用现在的 JIANGMIAO_SECRET_KEY（以后换了密钥，也要留着），它不在备份里，请另外保存。"
    )


def unpacking() -> str:
    return "正在检查备份……"


def putting_table(table: str, rows: int) -> str:
    return f"正在恢复 {table}（{rows} 行）……"


def damaged(path: str, why: str) -> str:
    return f"没有恢复：{path} 不是完整的备份，或者被改动过（{why}）。数据库没有变。请换一个备份文件。"


def newer_version() -> str:
    return "没有恢复：这个备份来自更新的匠苗。请先升级，再恢复。"


def other_engine(engine: str) -> str:
    return (
        f"没有恢复：这个备份来自 {ENGINES.get(engine, engine)}，只能恢复到同一种数据库。"
        "请检查 JIANGMIAO_DATABASE_URL。"
    )


def other_key(taken_at: str) -> str:
    return (
        f"没有恢复：这个备份（{taken_at[:10]}）是用另一个 JIANGMIAO_SECRET_KEY 做的，"
        "用现在的密钥读不出里面的手机号和证件号，数据库没有变。\n"
        "请找出当时的密钥，加到 JIANGMIAO_SECRET_KEY_OLD（JIANGMIAO_SECRET_KEY 不用改），再恢复一次；"
        "找不到的话，只能换一个用现有密钥做的备份。"
    )


def rotate_again() -> str:
    return (
        "这个备份是用以前的密钥做的：启动服务后，请再运行一次 jiangmiao rotate-secrets；"
        "以前的密钥请继续留在 JIANGMIAO_SECRET_KEY_OLD 里。"
    )


def service_runs(path: str) -> str:
    return f"没有恢复：{path} 正由服务使用。请先停止服务，再运行这条命令。"


def others_connected(places: Sequence[str]) -> str:
    where = "、".join("本机" if place == "local" else place for place in places)
    return f"没有恢复：还有程序连着这个数据库（{where}）。请先停止所有的匠苗服务，再运行这条命令。"


def not_empty() -> str:
    return "没有恢复：数据库里已经有数据。确定要全部替换时，请加上 --replace；建议先备份一次。"


def restored(taken_at: str, rows: int) -> str:
    return f"已恢复到 {taken_at[:16].replace('T', ' ')} 的备份（{rows} 行）。现在可以启动服务。"
