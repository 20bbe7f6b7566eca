"""The one way in which sending to a person fails, whatever the channel."""


class DeliveryFailed(Exception):
    """Nothing was accepted for delivery; trying again later is the cure."""
