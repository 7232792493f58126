"""A menu has room for two roles, and the mentor's work comes first."""

from domain.menus import all_menus, menu_name, menu_roles
from domain.roles import Role


def test_the_menu_is_that_of_the_role():
    for role in Role:
        assert menu_roles({role}) == (role,)


def test_two_roles_share_a_menu_and_a_third_has_no_room():
    assert menu_roles({Role.ADMINISTRATOR, Role.MENTOR}) == (Role.MENTOR, Role.ADMINISTRATOR)
    assert menu_roles(set(Role)) == (Role.MENTOR, Role.ADMINISTRATOR)


def test_without_a_role_the_menu_is_the_default_one():
    assert menu_name(menu_roles(())) == menu_name(menu_roles({Role.APPRENTICE})) == ""


def test_every_menu_has_a_name_of_its_own():
    names = [menu_name(roles) for roles in all_menus()]
    assert len(set(names)) == len(names) == 9
    assert "" not in names
    assert "mentor+administrator" in names
    held = [{one, other} for one in Role for other in Role]
    assert {menu_name(menu_roles(roles)) for roles in held} == {"", *names}
