"""The operator's templates: an id, and where their fields are called otherwise than ours."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TemplateOf:
    """A template of the account. `names` holds its own names of fields, by ours."""

    id: str
    names: Mapping[str, str]

    def named(self, fields: Mapping[str, str]) -> dict[str, str]:
        """The fields under this template's names; a day where it wants a time gets one."""
        return {
            self.names.get(ours, ours): _fitting(value, ours, self.names.get(ours, ours))
            for ours, value in fields.items()
        }


def read_template(setting: str) -> TemplateOf:
    """From `ID` or `ID thing1=thing8 date2=time12`: the templates of the public library have names of their own."""
    template, *names = setting.split()
    return TemplateOf(template, dict(name.split("=", 1) for name in names if "=" in name))


def read_templates(settings: Mapping[str, str]) -> dict[str, TemplateOf]:
    """By the names of texts/wording.py."""
    return {name: read_template(setting) for name, setting in settings.items()}


def _fitting(value: str, ours: str, theirs: str) -> str:
    return f"{value} 00:00" if _kind(ours) == "date" and _kind(theirs) == "time" else value


def _kind(field: str) -> str:
    return re.sub(r"\d+$", "", field)
