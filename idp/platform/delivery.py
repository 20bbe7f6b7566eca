"""The exception of all channels to people."""


class DeliveryFailed(Exception):
    """The message was not accepted; try again later."""
