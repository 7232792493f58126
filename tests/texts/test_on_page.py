"""What the chat says, as a page says it, and where a message leads."""

import pytest

from texts import links, on_page
from texts.notice_pages import PAGES
from texts.notices import NOTICES, word
from texts.wording import linked

DIGEST = {"total": 3, "waited": 2, "day": "2026-11-20"}


@pytest.fixture
def site():
    links.use("https://xuetu.example.cn")
    yield
    links.use("")


@pytest.mark.parametrize(
    ("chat", "page"),
    [
        ("回“待确认”查看并确认。", "打开“待确认”查看并确认。"),
        ("请回“进度”看还差什么", "打开“进度”看还差什么"),
        ("不要提醒，回“提醒 关”。", "不要提醒，在公众号里回“提醒 关”。"),
        ("当天最多 8小时。", "当天最多 8小时。"),
    ],
)
def test_words_of_the_chat_become_pages_or_stay_the_chats(chat, page):
    assert on_page.said(chat) == page


def test_the_mini_program_names_its_own_tabs():
    assert on_page.said("回“我的学时”查看。", on_page.MINI_PROGRAM) == "打开“学时”查看。"
    assert on_page.said("回“期限”查看。", on_page.MINI_PROGRAM) == "在公众号里回“期限”查看。"


def test_a_message_names_the_address_of_its_page_once(site):
    assert linked(word("mentor_digest", DIGEST)).endswith("\n打开：https://xuetu.example.cn/m/queue")
    certificate = {
        "anew": False, "title": "证书", "number": "1", "code": "ABC", "day": "2026-11-20", "own": True,
    }  # fmt: skip
    assert linked(word("certificate_issued", certificate)).count("https://xuetu.example.cn/v/ABC") == 1


def test_without_an_address_of_ours_there_is_no_link():
    assert linked(word("mentor_digest", DIGEST)) == word("mentor_digest", DIGEST).text


def test_only_messages_that_exist_have_pages():
    assert PAGES.keys() <= NOTICES.keys()
