"""Which menu a person sees below the chat, by the roles held."""

from collections.abc import Iterable

from .roles import Role

# Whose work comes first on a menu; it has room for the columns of two roles.
ORDER = (Role.MENTOR, Role.ADMINISTRATOR, Role.APPRENTICE, Role.TEACHER)
MOST_ROLES = 2
# Of those without a tag: apprentices are the most, and whoever isn't bound yet may become one.
DEFAULT = (Role.APPRENTICE,)


def menu_roles(held: Iterable[Role]) -> tuple[Role, ...]:
    """The roles a menu is made for; `DEFAULT` without any."""
    roles = set(held)
    return tuple(role for role in ORDER if role in roles)[:MOST_ROLES] or DEFAULT


def menu_name(roles: tuple[Role, ...]) -> str:
    """What a menu is called between this service and the platform: mentor+administrator; "" is the default one."""
    return "" if roles == DEFAULT else "+".join(roles)


def all_menus() -> tuple[tuple[Role, ...], ...]:
    """The roles of every menu but the default one."""
    singles = [(role,) for role in ORDER if (role,) != DEFAULT]
    pairs = [(one, other) for place, one in enumerate(ORDER) for other in ORDER[place + 1 :]]
    return (*singles, *pairs)
