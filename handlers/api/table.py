"""Every route of the API."""

from . import accounts, hours, inbox, month, own_data, photos, preferences, queue, training
from .routing import Api

API = Api(
    accounts.api,
    hours.api,
    photos.api,
    queue.api,
    training.api,
    inbox.api,
    preferences.api,
    month.api,
    own_data.api,
)
