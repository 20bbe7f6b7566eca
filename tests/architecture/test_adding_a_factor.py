"""A new factor touches only the places that `docs/architecture.md` lists."""

import re
from collections.abc import Mapping
from typing import Final

from tests.support import source

PLACE: Final = re.compile(r"`(idp/[\w/]+\.py)(?::[\w.]+)?`")
SHAPES: Final = {"idp/factors/factor.py", "idp/web/signin/factor_page.py"}
"""The interfaces of every factor, which name none."""
PLAINEST: Final = re.compile(
    r"\bTOTP|\btotp\b|Totp|OneTimeCode|\bone_time_codes?\b|CODE_APP|code-app"
)
"""Every word of the plainest factor, the one-time code of an application."""
OTHERWISE: Final[Mapping[str, str]] = {
    "idp/authorization/domain/passkey_offer.py": "offers a passkey after it, too",
    "idp/cli/worker.py": "sends the letters about guesses at it",
    "idp/demo/seeding.py": "gives one to the people of the demonstration",
    "idp/factors/__init__.py": "names the modules of the slice",
    "idp/factors/password_with_code.py": "verifies it together with a password",
    "idp/schema/held_before.py": "reads what an older release stored",
    "idp/web/public/levels.py": "tells people of it as an example of a level",
    "idp/web/signin/identify.py": "offers it together with a password",
}


def section() -> str:
    text = (source.ROOT / "docs/architecture.md").read_text("utf-8")
    return text.split("\n## Adding a factor\n")[1].split("\n## ")[0]


def test_a_factor_is_named_where_the_document_says_and_nowhere_else() -> None:
    told = set(PLACE.findall(section())) - SHAPES
    names = {
        source.name(path)
        for path in source.modules("idp")
        if PLAINEST.search(path.read_text("utf-8"))
    }
    assert names == told | set(OTHERWISE)
    assert not told & set(OTHERWISE)
