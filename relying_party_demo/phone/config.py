"""The configuration of this telephone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Waiting:
    """An enrolment handle given to a person at a counter before the telephone was started."""

    handle: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """`maker_key`, `maker_certificate`: PEM of the maker of this telephone.

    `package`, `signer`: the application as it is known, its signer by SHA-256 in hexadecimal.
    `demo_file` names the people whose one-time codes it shows; `state_file` keeps its keys,
    `cards_file` the cards that lie beside it. `application_file` keeps the key of the installed
    application and its receipts; `newcomers` are details that can be taken over into the form, by
    the names of an application; `inbox` is where messages arrive.
    """

    port: int
    issuer: str
    maker_key: str
    maker_certificate: str
    package: str
    signer: str
    demo_file: Path
    state_file: Path
    cards_file: Path | None = None
    enrol: Sequence[Waiting] = ()
    application_file: Path | None = None
    newcomers: Sequence[Mapping[str, str]] = ()
    inbox: str = ""

    @classmethod
    def read(cls, path: Path) -> "Config":
        stored = json.loads(path.read_text("utf-8-sig"))
        stored["enrol"] = [Waiting(**each) for each in stored.get("enrol", ())]
        names = ("demo_file", "state_file", "cards_file", "application_file")
        files = {name: Path(stored[name]) for name in names if name in stored}
        return cls(**{**stored, **files})
