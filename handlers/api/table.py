"""Every route of the API."""

from . import accounts, hours, inbox, month, own_data, photos, queue, training
from .routing import Api

API = Api(accounts.api, hours.api, photos.api, queue.api, training.api, inbox.api, month.api, own_data.api)
