"""What the operator reads when a setting is wrong: how to mend it. The setting's name stands in front."""

CONSOLE = "微信公众平台“设置与开发 → 基本配置”"
NEW_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"

RULES = {
    "web_address": "应是完整的网址，例如 https://xuetu.example.cn ，不带 ? 和 #。",
    "networks": "应是用逗号隔开的地址或网段，例如 127.0.0.1,10.0.0.0/8 。",
    "database_url": "应是 sqlite://文件路径 或 postgres://用户:密码@主机/库名。",
    "secret_key": (
        f"至少要 32 个字符。可运行 {NEW_KEY} 生成一个，并妥善保存：丢了它，已加密的手机号和证件号就读不出来了；要换，见 docs/operations.md。"
    ),
    "secret_key_old": "每个旧密钥至少要 32 个字符，用逗号隔开，最近的在前。请照抄以前的 JIANGMIAO_SECRET_KEY。",  # nosec B105
    "public_secret_key": f"是公开的试用密钥，正式环境不能用。请运行 {NEW_KEY} 生成自己的。",
    "missing_wechat_app_id": f"没有填写。请填{CONSOLE}里的 AppID。",
    "missing_wechat_app_secret": f"没有填写。请填{CONSOLE}里的 AppSecret。",
    "missing_wechat_token": (
        f"没有填写。请自定 3 到 32 位英文字母和数字，并在{CONSOLE}的服务器配置里填同样的 Token。"
    ),
    "missing_wechat_aes_key": (
        f"没有填写。请把{CONSOLE}里的消息加解密方式选为安全模式，再填那里 43 位的 EncodingAESKey。"
    ),
    "letters_and_digits": "应是 3 到 32 位英文字母和数字。",
    "aes_key": f"应是{CONSOLE}里 43 位的 EncodingAESKey，只含英文字母和数字，请整段复制。",
    "signing_file": "JIANGMIAO_SIGNING_FILE 打不开。请检查路径和权限；留空就不签名。",
    "signing_key": (
        "JIANGMIAO_SIGNING_FILE 不是带私钥的 PKCS#12（.p12/.pfx），或者 JIANGMIAO_SIGNING_PASSWORD 不对。请核对；留空就不签名。"
    ),
    "mini_app": "JIANGMIAO_MINI_APP_ID 和 JIANGMIAO_MINI_APP_SECRET 要么都填，要么都不填。",
}

# By pydantic's kinds of error.
KINDS = {
    "int_parsing": "应是整数。",
    "greater_than_equal": "不能小于 {ge}。",
    "less_than_equal": "不能大于 {le}。",
    "literal_error": "只能是 {expected}。",
    "extra_forbidden": "没有这个设置，请对照 .env.example 看是否拼错。",
}
OTHERWISE = "的值不对，请对照 .env.example 修改。"
