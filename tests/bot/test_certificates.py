"""证书: the own ones with state and link, whatever became of them."""

import re
from dataclasses import replace

import pytest

from domain.certificate_states import CertificateState
from domain.roles import Door
from models.deliveries import Delivery
from tests.cast import NOON
from tests.certified import TRAINING, decided
from tests.conversation import say
from tests.texts.test_certificate_page import certificate
from texts import certificates, links
from usecases.issue_certificate import issue_certificate
from usecases.reissue_certificate import reissue_certificate
from usecases.suspend_certificates import restore_certificate, suspend_certificate


@pytest.mark.parametrize("words", ["证书", "我的证书"])
async def test_who_has_none_reads_how_to_get_one(shop, words):
    answer = await say(shop.lin, words)
    assert answer.startswith("您还没有证书。")
    assert answer.endswith("看还差什么：进度")


async def test_a_mentor_is_not_told_to_earn_one(shop):
    answer = await say(shop.chen, "证书")
    assert answer == "您名下没有证书。证书发给学徒；要核验别人的证书，请用手机扫证书上的二维码。"


async def test_each_is_listed_with_its_state_and_link(shop, monkeypatch):
    monkeypatch.setattr(links, "_site", "https://jm.example")
    made = (
        await issue_certificate(Door.COMMAND_LINE, await decided(shop, shop.lin), TRAINING, now=NOON)
    ).document
    assert await say(shop.lin, "证书") == (
        "您有 1 张证书：\n"
        "1. 学徒培训合格证书 数控车工 · 有效\n"
        f"{made.number}，2026-11-20 海晟智能装备\n"
        f"https://jm.example/v/{made.code}"
    )
    assert "还没有证书" in await say(shop.huang, "证书")


async def test_what_was_decided_is_said_with_its_reason(shop):
    made = (
        await issue_certificate(Door.COMMAND_LINE, await decided(shop, shop.lin), TRAINING, now=NOON)
    ).document
    await suspend_certificate(Door.COMMAND_LINE, made.number, "学时有疑问", now=NOON)
    assert "· 已暂停：学时有疑问" in await say(shop.lin, "证书")
    await restore_certificate(Door.COMMAND_LINE, made.number, "已查清", now=NOON)
    new = await reissue_certificate(Door.COMMAND_LINE, made.number, "姓名有误", now=NOON)
    answer = await say(shop.lin, "证书")
    assert answer.index("· 有效") < answer.index(f"· 已换发：姓名有误，新证书 {new.number}")


async def asked_pictures() -> list[str]:
    """The codes of the certificates whose pictures are on their way."""
    return [row.facts["code"] for row in await Delivery.filter(kind="picture").order_by("id")]


async def test_the_picture_of_the_newest_comes_along_and_that_of_another_by_its_place(shop):
    passed = [await decided(shop, shop.lin, attempt=attempt) for attempt in (1, 2)]
    issued = [await issue_certificate(Door.COMMAND_LINE, one, TRAINING, now=NOON) for one in passed]
    first, second = (one.document for one in issued)
    assert (await say(shop.lin, "证书")).startswith("您有 2 张证书：")
    assert (await say(shop.lin, "证书 第2张")).startswith("2. 学徒培训合格证书 数控车工 · 有效\n")
    assert await asked_pictures() == [second.code, first.code]
    assert await say(shop.lin, "证书 3") == "您有 2 张证书，没有“3”这一张。看全部：证书"
    assert len(await asked_pictures()) == 2


@pytest.mark.parametrize(
    "words", ["2", "２", "二", "第二张", "第 2 张", "2。", "PX2026-0001-000001", "ｐｘ2026－0001－000001"]
)
async def test_one_is_named_by_its_place_or_its_number(shop, words):
    for attempt in (1, 2):
        await issue_certificate(
            Door.COMMAND_LINE, await decided(shop, shop.lin, attempt=attempt), TRAINING, now=NOON
        )
    answer = await say(shop.lin, f"证书 {words}")
    assert answer.startswith("2. 学徒培训合格证书 数控车工 · 有效\nPX2026-0001-000001")


@pytest.mark.parametrize("words", ["0", "99", "九十九", "PX2026-0001-000009"])
async def test_what_is_not_there_is_said(shop, words):
    await issue_certificate(Door.COMMAND_LINE, await decided(shop, shop.lin), TRAINING, now=NOON)
    answer = await say(shop.lin, f"证书 {words}")
    assert answer == f"您有 1 张证书，没有“{words}”这一张。看全部：证书"
    assert await asked_pictures() == []


@pytest.mark.parametrize("words", ["99😀", "😀", "1 2", "四五", "-1", "1.5", "给我看看" * 300])
async def test_what_names_none_is_answered_with_what_would(shop, words):
    await issue_certificate(Door.COMMAND_LINE, await decided(shop, shop.lin), TRAINING, now=NOON)
    answer = await say(shop.lin, f"证书 {words}")
    assert answer.startswith(f"没看懂“{words[:15]}")
    assert answer.endswith("可以写它排在第几，或写编号：证书 2、证书 PX2026-0001-000001。看全部：证书")
    assert await asked_pictures() == []


async def test_what_does_not_hold_comes_in_words_alone(shop):
    made = (
        await issue_certificate(Door.COMMAND_LINE, await decided(shop, shop.lin), TRAINING, now=NOON)
    ).document
    await suspend_certificate(Door.COMMAND_LINE, made.number, "学时有疑问", now=NOON)
    assert "已暂停" in await say(shop.lin, "证书 1")
    assert await asked_pictures() == []


def test_many_fit_one_answer():
    """The platform drops an answer of more than 2,048 bytes."""
    long = certificate(issuer="海晟智能装备集团股份有限公司" * 6, occupation="数控车工" * 10)
    many = [replace(long, state=CertificateState.SUSPENDED, state_reason="学时有疑问" * 40)] * 40
    answer = certificates.own(many, NOON.date())
    assert len(answer.encode()) <= 2048
    assert answer.startswith("您有 40 张证书：")
    assert re.search(r"还有较早的 \d+ 张，请向颁发单位查询。$", answer)
