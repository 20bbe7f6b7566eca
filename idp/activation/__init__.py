"""Activation of granted accounts by the person (D14.1).

Owns the links that go to a registered contact, the seven days in which they work, and the one act
that accepts the terms and adds the first credential. It refuses to know how an account was granted,
and proves no identity: who reads the contact and knows the identification number gets credentials
of the lowest level.

Entered through `service.Activations`; `receipts.ActivationReceipts` hears when a link was handed
over.
"""
