"""The text shown after the start of the demonstration."""

from collections.abc import Mapping
from typing import Any

from idp.demo.place import (
    Ports,
    StateDirectory,
    abis_address,
    card_registry_address,
    counter_desk_address,
    inbox_address,
    issuer,
    phone_address,
    portal_address,
    registries_address,
)

_WHO = {
    "citizen_l2": "citizen, account level 2",
    "citizen_l1": "citizen, account level 1",
    "foreigner_l2": "foreigner, account level 2",
    "representative": "head of a company",
    "guardian": "mother of the child below",
    "ward": "child, not yet 14",
    "citizen_with_app": "citizen with an app key",
    "director": "officer: Director, operator",
    "operator": "officer: operator",
    "receiving_officer": "officer at a counter",
    "identity_officer": "officer at a counter, too",
    "second_identity_officer": "officer who signs second",
    "hotline": "officer of the hotline",
    "auditor": "officer: auditor",
}


_APPROVES = "approve in the demo phone"
_SECOND = {
    "citizen_with_app": _APPROVES,
    **dict.fromkeys(
        (
            *("director", "operator", "receiving_officer", "identity_officer"),
            *("second_identity_officer", "hotline", "auditor"),
        ),
        _APPROVES,
    ),
}


def text(place: StateDirectory, ports: Ports, demo: Mapping[str, Any]) -> str:
    """The links, the people, and their secrets."""
    rows = [_row(person) for person in (*demo["people"], *demo["officers"])]
    return "\n".join(
        (
            "",
            "  Minh Danh is running. Everything below is random and lives on this machine only.",
            "",
            f"  Start here      {portal_address(ports)}   a portal: sign in at level 1 to 4",
            f"  Your account    {issuer(ports)}/me   devices, consents, history",
            f"  Officers' desk  {issuer(ports)}/officer   for the officers below, at level 3",
            f"  Demo phone      {phone_address(ports)}   app keys, cards, approvals, codes",
            f"  Card register   {card_registry_address(ports)}   lose a card, or find it again",
            f"  Post office     {counter_desk_address(ports)}   a counter: authenticate in person",
            f"  Face service    {abis_address(ports)}   says who you are: choose what it answers",
            f"  Registries      {registries_address(ports)}   what the State knows of people",
            f"  Mail and SMS    {inbox_address(ports)}   every letter and message sent",
            f"  One-time codes  {inbox_address(ports)}/phone   what the phones below show now",
            "",
            f"  {'who':<28}{'user name':<16}{'password':<22}second proof",
            *rows,
            "",
            "  A new way to sign in counts at once here. In production it waits 72 hours, or 24",
            "  from the moment a letter about it went to an address of before.",
            "",
            f"  Settings: {place.settings_file} is written anew at each start, so what is changed",
            "  there, and IDP_... variables, count for nothing here.",
            "",
            f"  For scripts: {place.demo_file}   Ctrl-C stops everything; the state is kept.",
            "",
        )
    )


def _row(person: Mapping[str, Any]) -> str:
    who = _WHO.get(person["key"], person["key"])
    second = _SECOND.get(person["key"], "code from the phone" if person["totp_secret"] else "-")
    return f"  {who:<28}{person['username']:<16}{person['password']:<22}{second}"
