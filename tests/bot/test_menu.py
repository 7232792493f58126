"""The menus below the chat: one for each role, put up once, shown by the platform's tags."""

import asyncio

import pytest

from bot.commands import routers
from bot.menu import menu_of, push_menu
from bot.menu_tags import NAMES, MenuTags
from bot.router import Router
from domain.menus import DEFAULT, all_menus, menu_name
from handlers.pages import table
from tests.bot.platform import platform

EVERY = [DEFAULT, *all_menus()]


def leaves(buttons) -> list[dict]:
    return [leaf for button in buttons for leaf in button.get("sub_button") or [button]]


def names(buttons) -> set[str]:
    return {leaf["name"] for leaf in leaves(buttons)}


@pytest.mark.parametrize("roles", EVERY, ids=menu_name)
def test_a_menu_keeps_to_the_platforms_measure(roles):
    buttons = menu_of(roles)
    assert len(buttons) <= 3
    assert all(len(column.get("sub_button", [])) <= 5 for column in buttons)
    assert all(len(column["name"]) <= 4 for column in buttons)
    assert all(len(leaf["name"]) <= 7 for leaf in leaves(buttons))


@pytest.mark.parametrize("roles", EVERY, ids=menu_name)
def test_every_button_says_a_command_or_opens_a_page_that_its_role_may_use(roles):
    commands = Router(*routers()).commands
    pages = {page.path: page.roles for page in table() if page.method == "GET"}
    for leaf in leaves(menu_of(roles)):
        allowed = pages[leaf["url"]] if leaf["type"] == "view" else commands[leaf["key"]].roles
        assert not allowed or set(allowed) & set(roles), leaf


def test_everybody_reaches_the_inbox_and_the_help():
    assert all({"通知", "提醒", "帮助"} <= names(menu_of(roles)) for roles in EVERY)


@pytest.mark.usefixtures("database")
async def test_the_menus_are_put_up_once():
    async with platform() as (sandbox, client, _):
        assert [await push_menu(client, MenuTags(client)) for _ in range(2)] == [True, False]
        assert len(sandbox.menu.conditional) == len(all_menus())
        assert {NAMES[menu_name(roles)] for roles in all_menus()} == set(sandbox.tags.names.values())


@pytest.mark.usefixtures("database")
async def test_a_menu_that_differs_is_put_up_anew_and_those_of_others_are_left_alone():
    async with platform() as (sandbox, client, _):
        tags = MenuTags(client)
        await push_menu(client, tags)
        mentor = str(await tags.tag_id("mentor"))
        other = str(await client.create_tag("别的"))
        old = [{"type": "click", "name": "旧", "key": "旧"}]
        for number, (tag, _) in list(sandbox.menu.conditional.items()):
            if tag == mentor:
                sandbox.menu.conditional[number] = (tag, old)
        sandbox.menu.add_conditional(old, other)
        assert await push_menu(client, tags)
        shown = [buttons for tag, buttons in sandbox.menu.conditional.values() if tag == mentor]
        assert shown == [menu_of(all_menus()[0])]
        assert [buttons for tag, buttons in sandbox.menu.conditional.values() if tag == other] == [old]


@pytest.mark.usefixtures("database")
async def test_each_sees_the_menu_of_the_tag():
    async with platform() as (sandbox, client, _):
        tags = MenuTags(client)
        await push_menu(client, tags)
        wang, lin = sandbox.phone("o-wang"), sandbox.phone("o-lin")

        def seen(phone) -> set[str]:
            return names(sandbox.menu.for_tags(sandbox.tags.of(phone.openid)))

        assert await tags.dress([wang.openid], "", "mentor") == frozenset()
        assert "待确认" in seen(wang)
        assert "记学时" in seen(lin)
        await tags.dress([wang.openid], "mentor", "mentor+administrator")
        assert {"待确认", "统计"} <= seen(wang)
        await tags.dress([wang.openid], "mentor+administrator", "")
        assert "待确认" not in seen(wang)


@pytest.mark.usefixtures("database")
async def test_who_is_no_follower_holds_up_nobody_else():
    async with platform() as (sandbox, client, _):
        sandbox.phone("o-wang")
        tags = MenuTags(client)
        assert await tags.dress(["o-wang", "o-nobody"], "", "mentor") == {"o-nobody"}
        assert sandbox.tags.of("o-wang") == [await tags.tag_id("mentor")]


@pytest.mark.usefixtures("database")
async def test_a_tag_that_was_deleted_is_made_anew_the_next_time():
    async with platform() as (sandbox, client, _):
        sandbox.phone("o-wang")
        tags = MenuTags(client)
        await tags.dress(["o-wang"], "", "mentor")
        sandbox.tags.names.clear()
        with pytest.raises(OSError, match="45159"):
            await tags.dress(["o-wang"], "", "mentor")
        assert await tags.dress(["o-wang"], "", "mentor") == frozenset()


@pytest.mark.usefixtures("database")
async def test_two_processes_at_once_make_one_tag():
    async with platform() as (sandbox, client, _):
        made = await asyncio.gather(*(MenuTags(client).tag_id("mentor") for _ in range(4)))
        assert len(set(made)) == len(sandbox.tags.names) == 1
