"""Commands for the installation of the first two officers, and for the way back."""

import os
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import click

from idp.cli.context import granted, services, settings, show
from idp.officers.domain.installation import fingerprint
from idp.officers.installation import Ceremony, CeremonyState
from idp.platform.operating_system import operator

_DESK = click.option("--desk", required=True, help="The name of their desk.")
_DAYS = click.option(
    "--days", type=click.IntRange(1, 5 * 365), default=365, show_default=True, help="For how long."
)
_KEYS = click.option(
    "--key",
    "folders",
    multiple=True,
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A directory for an offline key; twice, best two carriers that are kept apart.",
)
_NAME = "offline-installation-key.pem"


@click.group()
def install() -> None:
    """Make the first two officers, once, in a ceremony that both of them sign.

    \b
    Example:  idp install activate an.nguyen binh.tran
              idp install begin an.nguyen binh.tran --desk "Trụ sở" --key /media/a --key /media/b
    """


@install.command("activate")
@click.argument("usernames", metavar="USERNAME...", nargs=-1, required=True)
def activate(usernames: tuple[str, ...]) -> None:
    """Print for each person who is here a link that activates their granted account by a passkey.

    For the witnesses of the ceremony, before there are officers: that passkey counts for level 2 at
    once. The link works once, for 30 minutes; another one for the same person ends it. It serves
    four people: the two whom `idp install begin` names, and two whom they appoint to the first
    counter. Everybody else is invited (`idp accounts invite`), and nobody whom you will install:
    an account that a letter activated is refused.

    \b
    Example:  idp install activate an.nguyen binh.tran
    """
    with services() as opened:
        for username in usernames:
            printed = granted(opened.installing.open(username, actor=operator()))
            link = f"{settings().issuer}{printed.path}"
            show({"username": username, "link": link, "until": printed.until})


@install.command("begin")
@click.argument("director")
@click.argument("second")
@_DESK
@_DAYS
@_KEYS
def begin(director: str, second: str, desk: str, days: int, folders: tuple[Path, ...]) -> None:
    """Begin the ceremony: print a link for each of the two, who sign with their own passkeys.

    Both have an account of level 2 already. DIRECTOR becomes Director and operator, SECOND
    operator. The links work once, for 30 minutes. The two offline keys bring the desk back if both
    officers are lost; beginning again makes others, and voids what was begun before.

    \b
    Example:  idp install begin an.nguyen binh.tran --desk "Trụ sở" --key /media/a --key /media/b
    """
    paths = _new_files(folders)
    with services() as opened:
        begun = opened.installation.begin(
            (director, second), desk=desk, lasts=timedelta(days=days), actor=operator()
        )
        _tell(granted(begun), (director, second), paths)


@install.command("recover")
@click.argument("director")
@click.argument("second")
@_DESK
@_DAYS
@_KEYS
@click.option(
    "--with",
    "old",
    multiple=True,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An offline key of the last ceremony; twice.",
)
def recover(
    *,
    director: str,
    second: str,
    desk: str,
    days: int,
    folders: tuple[Path, ...],
    old: tuple[Path, ...],
) -> None:
    """Bring the desk back with both offline keys, when its officers are lost; once for each pair.

    \b
    Example:  idp install recover chi.le dung.vo --desk "Trụ sở" --with /media/a/key.pem \\
                --with /media/b/key.pem --key /media/c --key /media/d
    """
    if len(old) != 2:  # noqa: PLR2004 - two keys
        raise click.ClickException("--with takes both offline keys: name two files")
    paths, (one, other) = _new_files(folders), (each.read_bytes() for each in old)
    with services() as opened:
        begun = opened.installation.recover(
            (director, second),
            (one, other),
            desk=desk,
            lasts=timedelta(days=days),
            actor=operator(),
        )
        _tell(granted(begun), (director, second), paths)


@install.command("status")
def status() -> None:
    """Say who activated an account at the installation, and how far the last ceremony has come.

    Witnesses compare the first with who was there. `idp frauds ceremony` voids one that another
    person got hold of, and its place is free again, for another person: whose account it is gets it
    back at the counter.

    \b
    Example:  idp install status
    """
    with services(reads_only=True) as opened:
        places = opened.installing.places()
        for place in places:
            account = opened.accounts.by_subject(place.subject_id)
            show({"username": "" if account is None else account.username, **asdict(place)})
        state = opened.installation.state()
        if state is not None:
            show(_told(state))
        elif not places:
            raise click.ClickException("no ceremony was begun")


def _told(state: CeremonyState) -> dict[str, object]:
    return {
        "event": state.decision.event,
        "state": state.decision.state,
        "begun_at": state.decision.opened_at,
        "signed": state.signed,
        "waits_for": state.waits_for,
    }


def _new_files(folders: tuple[Path, ...]) -> tuple[Path, Path]:
    """The two files of the new keys, none of which may exist."""
    if len(folders) != 2 or folders[0].resolve() == folders[1].resolve():  # noqa: PLR2004 - two
        raise click.ClickException("--key takes two directories: the keys are kept apart")
    one, other = (each / _NAME for each in folders)
    for path in (one, other):
        if path.exists():
            raise click.ClickException(f"{path} exists; an offline key is never written over")
    return one, other


def _write(path: Path, key: bytes) -> None:
    """A new file that only its owner reads. Raises OSError, FileExistsError too."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)


def _tell(ceremony: Ceremony, usernames: tuple[str, str], paths: tuple[Path, Path]) -> None:
    """Write the keys, and print what the witnesses compare and the two links."""
    issuer = settings().issuer
    for path, key in zip(paths, ceremony.keys, strict=True):
        _write(path, key)
    show(
        {
            "decision": ceremony.decision.id,
            "links": {
                username: f"{issuer}/officer/install/{handle}"
                for username, handle in zip(usernames, ceremony.handles, strict=True)
            },
            "until": ceremony.until,
            "offline_keys": {
                str(path): fingerprint(key)
                for path, key in zip(paths, ceremony.decision.document["data"]["keys"], strict=True)
            },
        }
    )
