"""What the mini-program shows when a request is not answered as it was meant, by the code of the problem."""

from datetime import datetime

from domain.clock import local
from usecases.bind_person import Failure

from .replies_people import ASK_ADMINISTRATOR

PROBLEMS = {
    "requests.unreadable": "提交的内容读不出来，请重试。",
    "requests.invalid": "填写的内容不对，请检查后再提交。",
    "requests.not_json": "提交的格式不对，请更新小程序后再试。",
    "requests.packed": "提交的格式不对，请更新小程序后再试。",
    "requests.not_form_data": "提交的格式不对，请更新小程序后再试。",
    "requests.too_large": "提交的内容太长，请缩短后再试。",
    "requests.too_slow": "网络太慢，没有收完，请重试。",
    "requests.key_missing": "缺少提交编号，请更新小程序后再试。",
    "requests.unknown_path": "没有这个地址，请更新小程序后再试。",
    "requests.wrong_method": "这个地址不能这样用，请更新小程序后再试。",
    "requests.too_many": "操作太快了，请稍后再试。",
    "requests.failed": "系统出错了，没有处理。请稍后再试；要反映情况，请告诉管理员编号。",
    "requests.not_now": "系统忙，没有处理，请稍后再试。",
    "login.needed": "请先登录。",
    "login.not_bound": "这个微信还没有绑定，请先绑定。",
    "login.code_refused": "登录凭证已失效，请重试。",
    "login.phone_refused": "没有取到手机号，请重试。",
    "login.platform_away": "微信暂时没有回应，请稍后再试。",
    "login.refresh_refused": "登录已失效，请重新登录。",
    "login.outdated_privacy": "《个人信息保护说明》有更新，请重新阅读并同意。",
}
FAILURES = {
    Failure.UNKNOWN: "没有这个邀请码，请核对 8位邀请码（没有 0、1 和字母 B、I、L、O、S、U、Z）。",
    Failure.TRIED_TOO_OFTEN: f"错的邀请码太多了，{{until}} 之后可以再试。{ASK_ADMINISTRATOR}核对。",
    Failure.USED: f"这个邀请码已经用过了。如果不是您本人用的，{ASK_ADMINISTRATOR}。",
    Failure.EXPIRED: f"这个邀请码已过期（有效期 30天）。{ASK_ADMINISTRATOR}重新发一个。",
    Failure.REVOKED: f"这个邀请码已作废。{ASK_ADMINISTRATOR}重新发一个。",
    Failure.LOCKED: "手机后 4位错了太多次，这个邀请码锁定一小时，{until} 之后可以再试。",
    Failure.WRONG_DIGITS: "手机后 4位不对，还可以试 {left} 次。",
    Failure.BOUND_ALREADY: "您已经绑定过了，请直接登录。",
    Failure.BOUND_TO_ANOTHER: "这个微信已经绑定了另一个人。要换人，请先解绑。",
    Failure.PERSON_HAS_ANOTHER: f"您已经用另一个微信绑定了小程序。要换微信，{ASK_ADMINISTRATOR}先解绑。",
    Failure.NEEDS_GUARDIAN: f"未满 14岁，需要监护人同意才能绑定。{ASK_ADMINISTRATOR}办理。",
    Failure.NOBODY: f"没有找到您的登记信息。请用邀请码绑定，或者{ASK_ADMINISTRATOR}核对手机号。",
}


def not_bound(why: Failure, left: int, until: datetime | None) -> str:
    """Why an account was not bound."""
    return FAILURES[why].format(left=left, until=f"{local(until):%H:%M}" if until else "")
