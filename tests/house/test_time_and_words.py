"""Time is an argument; sentences for people are in texts/; only the command line prints."""

import ast
import re
from collections.abc import Iterator

from tests.house.source import FLOORS, Source, sources

READS_THE_CLOCK = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "gmtime"),
}
HAN = r"[\u4e00-\u9fff]"
SENTENCE = re.compile(rf"{HAN}{{6}}|{HAN}{{2}}.*{HAN}[。！？]", re.DOTALL)
SET_OF_SIGNS = re.compile(r"\[[^\]]*\]|\[[^\]]*$")
# A rule may know words (numerals, names of categories), but says nothing.
SENTENCE_IN_A_RULE = re.compile(rf"{HAN}{{2}}.*[。！？，；]", re.DOTALL)


def at(source: Source, node: ast.AST) -> str:
    return f"{source.name}:{getattr(node, 'lineno', 0)}"


def clock_readings(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute):
            of = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (of, node.attr) in READS_THE_CLOCK:
                yield at(source, node)
        elif isinstance(node, ast.ImportFrom) and node.module == "time":
            yield from (at(source, node) for alias in node.names if ("time", alias.name) in READS_THE_CLOCK)


def sentences(source: Source, pattern: re.Pattern[str]) -> Iterator[str]:
    descriptions = source.docstrings()
    for node in ast.walk(source.tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in descriptions else None
        if isinstance(said, str) and pattern.search(SET_OF_SIGNS.sub("", said)):
            yield f"{at(source, node)} {said!r}"


def test_the_clock_is_read_only_by_the_assembly():
    below = [source for source in sources(*FLOORS) if not source.name.startswith("jiangmiao/")]
    assert [place for source in below for place in clock_readings(source)] == []


def test_no_sentence_is_said_outside_texts():
    places = sources("models", "usecases", "bot", "handlers", "scheduler")
    assert [found for source in places for found in sentences(source, SENTENCE)] == []


def test_a_rule_says_no_sentence():
    assert [found for source in sources("domain") for found in sentences(source, SENTENCE_IN_A_RULE)] == []


def test_only_the_command_line_prints():
    printing = [
        at(source, node)
        for source in sources(*FLOORS, "sandbox")
        if not source.name.startswith("jiangmiao/cli")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Name) and node.id == "print"
    ]
    assert printing == []


def test_only_the_settings_read_the_environment():
    reading = [
        at(source, node)
        for source in sources(*FLOORS)
        if source.name != "jiangmiao/settings.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert reading == []
