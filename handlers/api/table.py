"""Every route of the API."""

from . import accounts, hours, inbox, queue, training
from .routing import Api

API = Api(accounts.api, hours.api, queue.api, training.api, inbox.api)
