"""Every refusal has its sentence and every command its line of help."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

import bot
import domain
import usecases
from bot.dispatch import Dispatch
from bot.router import Command, Router
from domain.errors import Refusal
from texts.refusals import SENTENCES


def modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def descendants(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


@pytest.fixture(scope="module")
def refusals() -> list[type[Refusal]]:
    """The refusals of the rules and the use cases that can be raised: those with a code."""
    for package in (domain, usecases):
        list(modules(package))
    ours = [kind for kind in descendants(Refusal) if kind.__module__.split(".")[0] in {"domain", "usecases"}]
    return [kind for kind in ours if "code" in vars(kind)]


def test_every_refusal_has_a_sentence(refusals):
    assert {kind.__qualname__: kind.code for kind in refusals if kind.code not in SENTENCES} == {}


def test_every_sentence_belongs_to_a_refusal(refusals):
    assert SENTENCES.keys() - {kind.code for kind in refusals} == set()


def test_no_two_refusals_share_a_code(refusals):
    codes = [kind.code for kind in refusals]
    assert {code for code in codes if codes.count(code) > 1} == set()


def test_a_code_names_its_area_and_its_rule(refusals):
    assert [
        kind.code
        for kind in refusals
        if not re.fullmatch(r"[a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*", kind.code)
    ] == []


def commands() -> dict[str, Command]:
    found: dict[str, Command] = {}
    for module in modules(bot):
        for router in vars(module).values():
            if isinstance(router, Router):
                found |= router.commands
    return found


def test_every_command_has_a_line_of_help():
    assert [word for word, command in commands().items() if not command.help] == []


def test_every_command_and_question_is_answered_by_the_dispatch():
    joined = Dispatch().router
    assert commands().keys() - joined.commands.keys() == set()
