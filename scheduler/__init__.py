"""The timetable, ticking. What has fired is in the database; this only asks again and again."""

from .jobs import Tools
from .running import Running, start

__all__ = ["Running", "Tools", "start"]
