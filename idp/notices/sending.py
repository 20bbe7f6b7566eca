"""From a queued row to its delivery: the letter, or a fresh logout token."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from idp.kernel.clock import Clock
from idp.kernel.ids import Id, new_id
from idp.notices.domain import Channel, NoticeKind
from idp.notices.domain.letters import NoticeContext, Sender, letter, provider_letter, short_message
from idp.notices.domain.retries import WORTH_FOR, addresses, worth_until
from idp.notices.ports import AddresseeAccounts
from idp.platform.database import Row
from idp.platform.delivery import DeliveryFailed
from idp.platform.keyring import Keyring
from idp.platform.mail import Mail
from idp.platform.outbound import Outbound, OutboundFailed, OutboundRefused
from idp.platform.sealing import CannotOpen, Sealing
from idp.platform.sms import Sms
from idp.subjects.service import Subjects

LOGOUT_EVENT: Final = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_TOKEN_SECONDS: Final = 120
LOGOUT_TOKEN_TYPE: Final = "logout+jwt"  # noqa: S105 - a media type

_ACCEPTED: Final = range(200, 300)

Delivery = Callable[[], None]


def facts_context(notice_id: Id) -> str:
    """The context under which the facts of a notice are sealed."""
    return f"notice:{notice_id}"


def succeeds(delivery: Delivery) -> bool:
    """Whether the delivery was accepted."""
    try:
        delivery()
    except (DeliveryFailed, OutboundFailed, OutboundRefused):
        return False
    return True


@dataclass(frozen=True)
class Sending:
    clock: Clock
    subjects: Subjects
    sealing: Sealing
    mail: Mail
    sms: Sms
    outbound: Outbound
    keyring: Keyring
    issuer: str
    help_line: str
    name: str
    """Of the deployment, as letters are signed."""
    accounts: AddresseeAccounts

    def ready(self, row: Row) -> Delivery:
        """The delivery for this row; reads the database now, so that sending need not.

        A row that cannot be made ready (its key or its person is gone) fails as a delivery does.
        """
        try:
            if row.channel == Channel.LOGOUT:
                return self._logout(row)
            if row.channel == Channel.PROVIDER:
                return self._provider(row)
            if row.channel == Channel.PING:
                return self._ping(row)
            return self._letter(row)
        except (LookupError, CannotOpen):
            return _impossible

    def logout_token(self, row: Row) -> str:
        """A fresh logout token (OpenID Connect Back-Channel Logout 1.0 section 2.4)."""
        now = int(self.clock.now().timestamp())
        claims = {
            **row.claims,
            "iss": self.issuer,
            "aud": row.client_id,
            "iat": now,
            "exp": now + LOGOUT_TOKEN_SECONDS,
            "jti": new_id(),
            "events": {LOGOUT_EVENT: {}},
        }
        return self.keyring.sign(claims, typ=LOGOUT_TOKEN_TYPE, alg=row.alg)

    def _logout(self, row: Row) -> Delivery:
        uri, token = row.uri, self.logout_token(row)

        def send() -> None:
            status = self.outbound.post_form(uri, {"logout_token": token})
            if status not in _ACCEPTED:
                raise DeliveryFailed(f"answered {status}")

        return send

    def _ping(self, row: Row) -> Delivery:
        """CIBA Core 10.2: any body of an answer is ignored, no redirect is followed."""
        said, uri = self._facts(row), row.uri

        def send() -> None:
            body = {"auth_req_id": said["auth_req_id"]}
            status = self.outbound.post_json(uri, body, bearer=said["token"])
            if status not in _ACCEPTED:
                raise DeliveryFailed(f"answered {status}")

        return send

    def _facts(self, row: Row) -> Mapping[str, Any]:
        context = facts_context(row.id)
        if row.subject_id is None:
            text = self.sealing.open(bytes(row.data_key), bytes(row.facts_sealed), context=context)
        else:
            text = self.subjects.open(row.subject_id, row.facts_sealed, context=context)
        facts: Mapping[str, Any] = json.loads(text)
        return facts

    def _provider(self, row: Row) -> Delivery:
        address, claims = row.uri, row.claims
        if not address:
            return _impossible
        made = provider_letter(
            row.queued_at, self._sender, number=claims["number"], subs=claims["subs"]
        )
        return lambda: self.mail.send(to=address, subject=made.subject, text=made.text)

    @property
    def _sender(self) -> Sender:
        return Sender(self.issuer, self.help_line, self.name)

    def _letter(self, row: Row) -> Delivery:
        if row.kind in WORTH_FOR and worth_until(row.kind, row.queued_at) <= self.clock.now():
            return _impossible
        subject_id, facts = row.subject_id, self._facts(row)
        occasion = NoticeContext(NoticeKind(row.kind), row.queued_at, facts)
        sender = self._sender
        channel, address, language = Channel(row.channel), facts.get("to"), facts.get("locale")
        if subject_id is not None:
            data = self.subjects.identity(subject_id).data
            language = language or self.accounts.locale_of(subject_id) or _declared(data)
            # A letter queued before an update names no address: it goes to the present ones.
            address = address or dict(addresses(data)).get(channel)
        if address is None:
            return _impossible
        if channel is Channel.MAIL:
            made = letter(occasion, sender, language)
            return lambda: self.mail.send(to=address, subject=made.subject, text=made.text)
        text = short_message(occasion, sender, language)
        return lambda: self.sms.send(to=address, text=text)


def _declared(data: Mapping[str, Any]) -> str | None:
    return str(data["locale"].value) if "locale" in data else None


def _impossible() -> None:
    raise DeliveryFailed("nothing to send, too late, or no address")
