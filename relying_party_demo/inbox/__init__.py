"""The mailbox and the phone of the people of the demonstration.

Owns: a real SMTP server, an HTTP gateway that takes text messages as JSON, one page that shows the
messages, and a page with the one-time codes their phones would show now. Entered by `python -m
relying_party_demo.inbox CONFIG.json`; it listens on loopback only.
"""
