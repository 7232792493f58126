"""What the doctor finds, and what to do about it."""

LEVELS = {"fine": "正常", "notice": "注意", "wrong": "错误"}


def line(level: str, text: str) -> str:
    return f"{LEVELS[level]}  {text}"


def summary(wrong: int, notices: int) -> str:
    if wrong:
        return f"有 {wrong} 处错误要先改好" + (f"，另有 {notices} 处请留意。" if notices else "。")
    return f"可以使用，有 {notices} 处请留意。" if notices else "一切正常。"


def settings_fine(environment: str) -> str:
    return f"设置：完整（{'正式' if environment == 'production' else '开发'}环境）"


def setting_wrong(sentence: str) -> str:
    return f"设置：{sentence}"


def plaintext() -> str:
    return "设置：没有 JIANGMIAO_WECHAT_AES_KEY，回调不加密，只能用于开发。"


def database_opens(kind: str) -> str:
    return f"数据库：可以打开（{kind}）"


def database_served(pid: int) -> str:
    return f"数据库：由正在运行的服务使用（进程 {pid}），可以联系上"


def database_silent(path: str) -> str:
    return f"数据库：{path} 由另一个进程使用，但联系不上它。请稍后再查，或重启服务，并核对 JIANGMIAO_SOCKET。"


def database_wrong(why: str) -> str:
    return f"数据库：{why}"


def database_missing(path: str) -> str:
    return f"数据库：{path} 还没有建立。请运行 jiangmiao migrate，或直接导入名册。"


def migrations_fine() -> str:
    return "数据库结构：最新"


def migrations_missing(count: int) -> str:
    return f"数据库结构：还差 {count} 步更新。请先备份，再运行 jiangmiao migrate。"


def sqlite_fine(version: str) -> str:
    return f"SQLite：版本 {version}"


def sqlite_old(version: str) -> str:
    return (
        f"SQLite：版本 {version} 有一个已知缺陷（两个连接同时写入时可能丢失数据）。匠苗只用一个连接，不受影响；"
        "请不要让别的程序在服务运行时写这个文件。"
    )


def folder_fine(folder: str) -> str:
    return f"文件夹：{folder} 可以写入"


def folder_unwritable(folder: str) -> str:
    return f"文件夹：{folder} 不能写入。请用 chown 或 chmod 让运行服务的用户可以写。"


def open_to_others(path: str) -> str:
    return f"文件权限：本机其他用户可以读 {path}，里面有个人信息或密钥。请运行 chmod 600 {path}"


def private_files() -> str:
    return "文件权限：数据库和 .env 只有本用户可以读"


def disk_fine(free: str) -> str:
    return f"磁盘：还有 {free}"


def disk_low(free: str) -> str:
    return f"磁盘：只剩 {free}。请清理磁盘；写满后服务不能再记录。"


def wechat_fine() -> str:
    return "微信凭据：有效"


def wechat_missing() -> str:
    return "微信凭据：没有填写 JIANGMIAO_WECHAT_APP_ID 和 JIANGMIAO_WECHAT_APP_SECRET，不能主动发消息。"


def wechat_unreachable(url: str, why: str) -> str:
    return f"微信接口：连不上 {url}（{why}）。请检查网络、防火墙和 JIANGMIAO_WECHAT_API_URL。"


def wechat_refused(code: int, message: str) -> str:
    advice = WECHAT_ADVICE.get(code, "请对照微信公众平台的错误码说明处理。")
    return f"微信凭据：微信返回 {code}（{message}）。{advice}"


WECHAT_ADVICE = {
    40001: "AppSecret 不对。请到公众平台重置后填入 JIANGMIAO_WECHAT_APP_SECRET。",
    40013: "AppID 不对。请核对 JIANGMIAO_WECHAT_APP_ID。",
    40125: "AppSecret 不对。请到公众平台重置后填入 JIANGMIAO_WECHAT_APP_SECRET。",
    40164: "本机的 IP 不在白名单里。请到公众平台“设置与开发 → 基本配置 → IP白名单”加上括号里的 IP。",
    61004: "本机的 IP 不在白名单里。请到公众平台“设置与开发 → 基本配置 → IP白名单”加上括号里的 IP。",
    40243: "AppSecret 已被冻结。请到公众平台解冻。",
    41004: "没有填写 JIANGMIAO_WECHAT_APP_SECRET。",
    45009: "今天的调用次数用完了，明天再查。",
    45011: "调用太频繁，一分钟后再查。",
    -1: "微信系统繁忙，稍后再查。",
}


def clock_fine(seconds: int) -> str:
    return f"时钟：与微信服务器相差 {seconds} 秒"


def clock_wrong(seconds: int, window: int) -> str:
    return (
        f"时钟：与微信服务器相差 {seconds} 秒，超过 {window} 秒的回调会被拒绝。请打开系统的自动对时（NTP）。"
    )


def clock_drifts(seconds: int) -> str:
    return f"时钟：与微信服务器相差 {seconds} 秒。请打开系统的自动对时（NTP）。"


def callback_fine(url: str) -> str:
    return f"回调：{url} 可以访问。公众平台的服务器地址填 {url}/wechat"


def callback_local(url: str) -> str:
    return (
        f"回调：JIANGMIAO_PUBLIC_URL 是 {url}，微信连不到本机地址，消息里的链接和二维码在手机上也打不开。"
        "请填公众平台和手机都能访问的网址。"
    )


def callback_port(url: str) -> str:
    return f"回调：{url} 的端口不是 80 或 443，微信只连这两个端口。"


def callback_unreachable(url: str, why: str) -> str:
    return (
        f"回调：打不开 {url}/healthz（{why}）。如果服务在运行，请检查域名、证书和反向代理是否转到服务的端口。"
    )


def callback_other(url: str, status: int) -> str:
    return f"回调：{url}/healthz 返回 {status}，不像是匠苗。请检查反向代理转到了哪里。"
