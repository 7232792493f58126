"""《个人信息保护说明》: what binding agrees to. A change of meaning here needs a new `PRIVACY_VERSION`."""

# 个人信息保护法 第十七条 asks for who handles what, why, how, for how long, and for the person's rights.
PARAGRAPHS = (
    "谁处理：您的用人单位、院校，以及它们所在的产业技能生态链，用匠苗登记学徒培养。",
    "处理什么：姓名、手机号、证件号、培养协议、学时记录和您上传的照片、微信里的用户标识（openid）。",
    "用来做什么：登记和确认学时、提醒、评价和发证、按规定申请补贴；不作别的用途，不出售。",
    "怎样保管：手机号和证件号加密保存，只显示部分数字；每次改动都留痕。",
    "谁能看到：您本人、您的导师、院校教师、单位和人社部门的管理员；证书公开页只显示证书内容。",
    "保存多久：培养期间和法律法规要求的期限；期满删除或者去掉身份信息。",
    "您的权利：可以向管理员要求查阅、复制、更正和删除；回“解绑”可撤回同意，这个微信不再使用，已依法形成的培养记录仍会保留。",
    "未满 14岁需要监护人同意，请联系管理员。",
)


def statement(version: str, *, bound: bool) -> str:
    """The whole text. Reading it closes an open question, so that someone about to bind starts again."""
    end = "" if bound else "看完后，请再扫一次二维码，或再回“绑定 邀请码”继续。"
    return "\n".join(filter(None, [f"《个人信息保护说明》（{version} 版）", *PARAGRAPHS, end]))
