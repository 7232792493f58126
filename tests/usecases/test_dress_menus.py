"""The platform is told who sees which menu: after a binding, an unbinding, a return, or a new role."""

from collections.abc import Sequence
from datetime import timedelta

from domain.roles import Door, Role
from models.people import Identity, Invitation, Person, RoleHeld
from tests.cast import APP, NOON, contact
from tests.conversation import say
from usecases.bind_person import bind_person
from usecases.dress_menus import AGAIN, BATCH, ask_for_menus, dress_menus
from usecases.follow import follow, unfollow
from usecases.unbind_person import unbind_by_administrator


class Wardrobe:
    """A platform that remembers who was shown what; `out` takes nothing, `strangers` are refused."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[str], str, str]] = []
        self.out = False
        self.strangers: set[str] = set()

    async def dress(self, openids: Sequence[str], before: str, after: str) -> set[str]:
        if self.out:
            raise OSError("45009")
        self.calls.append((sorted(openids), before, after))
        return self.strangers & set(openids)


async def due(*actors) -> None:
    for actor in actors:
        await contact(actor)
    await ask_for_menus([actor.person_id for actor in actors], now=NOON)


async def test_each_is_shown_the_menu_of_the_role(shop):
    await RoleHeld.create(person_id=shop.chen.person_id, role=Role.ADMINISTRATOR, organization_id=shop.firm)
    await due(shop.wang, shop.chen, shop.lin)
    wardrobe = Wardrobe()
    assert await dress_menus(APP, wardrobe.dress, now=NOON) == 3
    openids = [(await contact(actor)).openid for actor in (shop.lin, shop.wang, shop.chen)]
    assert sorted(wardrobe.calls, key=lambda call: call[2]) == [
        ([openids[0]], "", ""),
        ([openids[1]], "", "mentor"),
        ([openids[2]], "", "mentor+administrator"),
    ]
    assert await dress_menus(APP, wardrobe.dress, now=NOON + AGAIN) == 0


async def test_what_the_platform_did_not_take_is_due_again_in_ten_minutes(shop):
    await due(shop.wang)
    wardrobe = Wardrobe()
    wardrobe.out = True
    assert await dress_menus(APP, wardrobe.dress, now=NOON) == 0
    wardrobe.out = False
    assert await dress_menus(APP, wardrobe.dress, now=NOON + timedelta(minutes=9)) == 0
    assert await dress_menus(APP, wardrobe.dress, now=NOON + AGAIN) == 1


async def test_a_change_during_the_call_is_told_as_well(shop):
    await due(shop.wang)
    wardrobe = Wardrobe()

    async def meanwhile(openids: Sequence[str], before: str, after: str) -> set[str]:
        await RoleHeld.create(
            person_id=shop.wang.person_id, role=Role.ADMINISTRATOR, organization_id=shop.firm
        )
        await ask_for_menus([shop.wang.person_id], now=NOON + timedelta(seconds=1))
        return await wardrobe.dress(openids, before, after)

    await dress_menus(APP, meanwhile, now=NOON)
    await dress_menus(APP, wardrobe.dress, now=NOON + timedelta(seconds=5))
    assert [after for _, _, after in wardrobe.calls] == ["mentor", "mentor+administrator"]


async def test_hundreds_go_by_fifty(shop):
    await Identity.bulk_create(
        Identity(app=APP, openid=f"o-{number}", menu_due_at=NOON) for number in range(2 * BATCH + 1)
    )
    wardrobe = Wardrobe()
    assert await dress_menus(APP, wardrobe.dress, now=NOON) == 2 * BATCH + 1
    assert [len(openids) for openids, _, _ in wardrobe.calls] == [BATCH, BATCH, 1]


async def test_who_is_no_follower_is_left_until_following_again(shop):
    await due(shop.wang)
    known = await contact(shop.wang)
    wardrobe = Wardrobe()
    wardrobe.strangers = {known.openid}
    await dress_menus(APP, wardrobe.dress, now=NOON)
    assert (await Identity.get(id=known.identity_id)).menu == ""
    await unfollow(known.identity_id, now=NOON)
    await follow(known.identity_id, now=NOON)
    wardrobe.strangers = set()
    assert await dress_menus(APP, wardrobe.dress, now=NOON) == 1
    assert wardrobe.calls[-1] == ([known.openid], "", "mentor")


async def test_binding_and_unbinding_ask_for_the_menu(shop):
    known = await contact(shop.wang)
    await unbind_by_administrator(Door.COMMAND_LINE, shop.wang.person_id, "换手机", now=NOON)
    wardrobe = Wardrobe()
    await Identity.filter(id=known.identity_id).update(menu="mentor")
    await dress_menus(APP, wardrobe.dress, now=NOON)
    await Invitation.create(
        person_id=shop.wang.person_id, code="7KX4M3PQ", created_at=NOON, expires_at=NOON + timedelta(days=1)
    )
    digits = (await Person.get(id=shop.wang.person_id)).phone[-4:]
    await bind_person(known.identity_id, "7KX4M3PQ", digits, now=NOON, request="test")
    await dress_menus(APP, wardrobe.dress, now=NOON)
    assert wardrobe.calls == [([known.openid], "mentor", ""), ([known.openid], "", "mentor")]


async def test_the_menu_says_commands_that_answer(shop):
    assert "没有要处理的申诉" in await say(shop.admin, "申诉")
    assert "没有" in await say(shop.admin, "未确认")
