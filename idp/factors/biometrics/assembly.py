"""How the parts of the slice hang together; which service is asked is a row of its register."""

from idp.factors.biometrics.attempts import BiometricAttempts
from idp.factors.biometrics.captures import Captures
from idp.factors.biometrics.consents import BiometricConsents
from idp.factors.biometrics.eligibility import BiometricEligibility
from idp.factors.biometrics.providers import BiometricProviders
from idp.factors.biometrics.service import Biometrics
from idp.factors.biometrics.throttling import BiometricThrottle
from idp.factors.biometrics.verification import CaptureVerification
from idp.factors.service import Credentials
from idp.one_time.service import OneTimeTokens
from idp.platform.bulkhead import Bulkhead
from idp.platform.keyring import Keyring
from idp.platform.outbound import Outbound
from idp.platform.sealing import Sealing


def assembled(
    credentials: Credentials,
    one_time_tokens: OneTimeTokens,
    sealing: Sealing,
    outbound: Outbound,
    *,
    keyring: Keyring,
    calls: int,
    demo: bool,
) -> Biometrics:
    """The factor; `calls` services are asked at once, `demo` admits those of a demonstration."""
    database, clock, history = credentials.database, credentials.clock, credentials.history
    providers = BiometricProviders(database, clock, history, sealing, demo)
    tries = BiometricThrottle(database, clock)
    attempts = BiometricAttempts(database, clock, history.years)
    return Biometrics(
        database=database,
        clock=clock,
        credentials=credentials,
        eligibility=BiometricEligibility(credentials.policy, providers, tries),
        captures=Captures(one_time_tokens, attempts),
        consents=BiometricConsents(database, clock, history),
        tries=tries,
        attempts=attempts,
        judging=CaptureVerification(
            outbound=outbound,
            bulkhead=Bulkhead(calls),
            providers=providers,
            subjects=credentials.notices.subjects,
            reference_key=keyring.derive("biometric-reference"),
        ),
    )
