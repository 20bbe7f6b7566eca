"""Register providers and revoke their certificates."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from idp.access.powers import Power
from idp.casework.permissions import Permissions
from idp.history.context import ServiceContext
from idp.history.domain import EventType
from idp.kernel.actors import Actor
from idp.kernel.ids import Id, new_id
from idp.kernel.names import is_sound, look_alike, speaks_for_the_provider
from idp.kernel.refusals import Reason, Refused
from idp.kernel.texts import LONGEST_NAME, is_plain
from idp.licensing.domain import LicensedProvider, is_valid
from idp.licensing.ports import WritesToProviders
from idp.licensing.tables import PROVIDER
from idp.platform.database import OrderedReads, ReadOrder

_NAMING: Final = "the name of a provider"
_ADD: Final = insert(PROVIDER)
_ONE: Final = select(PROVIDER).where(PROVIDER.c.id == bindparam("id"))
_BEFORE_ALL: Final[Id] = "00000000-0000-0000-0000-000000000000"
_PAGE: Final = (
    select(PROVIDER)
    .where(PROVIDER.c.id > bindparam("after"))
    .order_by(PROVIDER.c.id)
    .limit(bindparam("limit"))
)
_ORDERS: Final = OrderedReads(
    {
        "name": (PROVIDER.c.name, PROVIDER.c.id),
        "until": (PROVIDER.c.certificate_until, PROVIDER.c.id),
    }
)
_ALL: Final = select(PROVIDER).order_by(PROVIDER.c.name, PROVIDER.c.id)


@dataclass(frozen=True)
class Licensing:
    context: ServiceContext
    permissions: Permissions
    letters: WritesToProviders
    provider_name: str
    """That of the deployment, which nobody else may have."""

    def register(
        self,
        *,
        name: str,
        certificate_until: datetime,
        help_line: str,
        mail: str | None = None,
        actor: Actor,
    ) -> LicensedProvider | Refused:
        """Register a provider with a certificate of eligibility.

        People read its name beside that of a party, so the rules for parties hold for it too.
        Refused: as `Permissions`; REGISTRATION_FAULTY when a text that people read holds more than
        it shows, or the name has letters that are not Latin; NAME_LOOKS_ALIKE when it could be
        taken for another provider whose certificate holds, or for ourselves.
        """
        refused = self.permissions.strict(actor, Power.PROVIDER_REGISTER)
        if refused is not None:
            return Refused(refused)
        if not (
            is_sound(name)
            and all(is_plain(text, LONGEST_NAME) for text in (help_line, mail) if text)
        ):
            return Refused(Reason.REGISTRATION_FAULTY)
        provider = LicensedProvider(new_id(), name, certificate_until, None, help_line, mail)
        with self.context.database.transaction():
            self.context.database.advisory_lock(_NAMING)
            ours = speaks_for_the_provider([name], provider=self.provider_name)
            if ours or look_alike([name], self._names()):
                return Refused(Reason.NAME_LOOKS_ALIKE)
            self.context.database.execute(
                _ADD,
                id=provider.id,
                name=name,
                certificate_until=certificate_until,
                revoked_at=None,
                help_line=help_line,
                mail=mail,
            )
            facts = {"provider": provider.id, "certificate_until": certificate_until.isoformat()}
            self.context.history.append(EventType.PROVIDER_REGISTERED, actor=actor, facts=facts)
        return provider

    def revoke(self, provider_id: Id, *, reason: str, actor: Actor) -> LicensedProvider | Refused:
        """Revoke a certificate at once, and write the reason to the provider.

        Refused: as `Permissions`, REASON_REQUIRED, STATE_ALREADY_HOLDS, NOT_FOUND.
        """
        refused = self.permissions.strict(actor, Power.PROVIDER_REVOKE)
        if refused is not None:
            return Refused(refused)
        if not reason.strip():
            return Refused(Reason.REASON_REQUIRED)
        revoked = (
            update(PROVIDER)
            .where(PROVIDER.c.id == provider_id, PROVIDER.c.revoked_at.is_(None))
            .values(revoked_at=self.context.clock.now())
        )
        with self.context.database.transaction():
            changed = self.context.database.execute(revoked) == 1
            provider = self.provider(provider_id)
            if provider is None:
                return Refused(Reason.NOT_FOUND)
            if not changed:
                return Refused(Reason.STATE_ALREADY_HOLDS)
            number = self.letters.provider_revoked(name=provider.name, reason=reason, actor=actor)
            facts = {"provider": provider_id, "reason": reason, "letter": number}
            self.context.history.append(EventType.PROVIDER_REVOKED, actor=actor, facts=facts)
            return provider

    def _names(self) -> list[str]:
        """Names of providers with valid certificates: others may be registered again."""
        now = self.context.clock.now()
        return [each.name for each in self.all() if is_valid(each, now)]

    def provider(self, provider_id: Id) -> LicensedProvider | None:
        row = self.context.database.one(_ONE, id=provider_id)
        return None if row is None else LicensedProvider(**row._asdict())

    def page(self, after: Id | None, limit: int) -> list[LicensedProvider]:
        """Providers by id, after this one."""
        last = after or _BEFORE_ALL
        rows = self.context.database.all(_PAGE, after=last, limit=limit)
        return [LicensedProvider(**row._asdict()) for row in rows]

    def in_order(
        self, order: ReadOrder, *, after: str | None, limit: int
    ) -> list[tuple[str, LicensedProvider]]:
        """Providers by `name` or by `until`, each with the mark that it is read on behind."""
        read = _ORDERS.read(self.context.database, order, after=after, limit=limit)
        return [(each.mark, LicensedProvider(**each.row._asdict())) for each in read]

    def all(self) -> list[LicensedProvider]:
        """Every provider, by name."""
        return [LicensedProvider(**row._asdict()) for row in self.context.database.all(_ALL)]

    def named_like_us(self) -> list[LicensedProvider]:
        """Those with a valid certificate, registered before the deployment took a name like theirs.

        Their names stand beside those of parties on the pages that ask people.
        """
        now = self.context.clock.now()
        return [
            each
            for each in self.all()
            if is_valid(each, now)
            and speaks_for_the_provider([each.name], provider=self.provider_name)
        ]
