"""Commands for numbered letters: the sealing key, delivery on paper, verification offline."""

import sys
from pathlib import Path

import click

from idp.cli.context import granted, needs_a_desk, services, settings, show, write_private
from idp.letters.domain import BY_HAND, DeliveryMethod, NumberedLetter
from idp.platform.clock import SystemClock
from idp.platform.operating_system import operator
from idp.platform.pdf_seals import create_seal_key, verify
from idp.services import Services

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def letters() -> None:
    """Make the key that seals letters, show letters, record their delivery, verify their files.

    \b
    Example:  idp letters show VB-7K4Q-9XTD-M2PA
    """


@letters.command("create-seal")
@click.argument("key", type=_FILE)
@click.option("--certificates", type=_FILE, required=True, help="The file of all certificates.")
@click.option("--name", default="Minh Danh", show_default=True, help="Whose seal it is.")
def create_seal(key: Path, certificates: Path, name: str) -> None:
    """Make a new sealing key with a certificate of its own, which holds for three years.

    KEY is a new file for its owner alone: `letter_seal` of `idp worker`. The certificate is added
    to the file of certificates, `letter_certificates`; those of earlier keys stay in it. A key that
    a certificate authority certified is put into KEY the same way: its private key (PKCS #8) and
    then its certificates, all in PEM.

    \b
    Example:  idp letters create-seal /etc/minh-danh/letter-seal.pem \\
                --certificates /etc/minh-danh/letter-certificates.pem
    """
    try:
        create_seal_key(key, certificates, name=name, now=SystemClock().now())
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from error
    click.echo(f"{key} seals from now on; {certificates} verifies")


@letters.command("list")
def list_letters() -> None:
    """Show the newest 200 letters as JSON lines, without their content.

    One to a body (`to_person` false) has to be delivered on paper.

    \b
    Example:  idp letters list
    """
    with services(reads_only=True) as opened:
        for each in opened.letters.newest():
            delivered = opened.letters.deliveries.of_letter(each.id)
            show(
                {
                    "number": each.number,
                    "kind": each.kind,
                    "dated_at": each.dated_at,
                    "to_person": each.to_person,
                    "sealed": each.digest is not None,
                    "delivered": [proof.how for proof in delivered],
                }
            )


@letters.command("show")
@click.argument("number")
@click.option("--pdf", type=_FILE, default=None, help="Write its sealed PDF to this new file.")
def show_letter(number: str, pdf: Path | None) -> None:
    """Show when a letter was made and delivered, and how; its content only as a file.

    \b
    Example:  idp letters show VB-7K4Q-9XTD-M2PA --pdf letter.pdf
    """
    with services(reads_only=True) as opened:
        letter = _letter(opened, number)
        if pdf is not None:
            needs_a_desk("Reading a letter to a person")
            content = opened.letters.pdf(letter)
            if content is None:
                raise click.ClickException("no worker has sealed this letter yet")
            write_private(pdf, content)
        show(
            {
                "number": letter.number,
                "kind": letter.kind,
                "dated_at": letter.dated_at,
                "sealed_at": letter.sealed_at,
                "sha256": None if letter.digest is None else letter.digest.hex(),
                "deliveries": [
                    {"how": each.how, "detail": each.detail, "at": str(each.at)}
                    for each in opened.letters.deliveries.of_letter(letter.id)
                ],
            }
        )


@letters.command("deliver")
@click.argument("number")
@click.option("--how", type=click.Choice([each.value for each in BY_HAND]), required=True)
@click.option("--detail", required=True, help="Who received it, or the number of the post.")
def deliver(number: str, how: str, detail: str) -> None:
    """Record that a letter was handed over on paper, or posted.

    \b
    Example:  idp letters deliver VB-7K4Q-9XTD-M2PA --how posted --detail "RR123456789VN"
    """
    with services() as opened:
        delivered = opened.letters.record_delivery(
            number, DeliveryMethod(how), detail=detail, actor=operator()
        )
        click.echo(f"{granted(delivered).number}: {how}")


@letters.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--certificates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=None,
    help="Trusted certificates; otherwise those of `letter_certificates`.",
)
def verify_file(file: Path, certificates: Path | None) -> None:
    """Verify the seal of a letter's PDF, without the database and without a network.

    The exit status is 0 for a genuine file. Whether the letter still stands is told by its number
    at /public/letters.

    \b
    Example:  idp letters verify letter.pdf --certificates letter-certificates.pem
    """
    trusted = certificates or settings().letter_certificates
    if trusted is None:
        raise click.ClickException("name the trusted certificates: --certificates FILE")
    found = verify(file.read_bytes(), trusted.read_bytes(), at=SystemClock().now())
    show({"genuine": False} if found is None else found)
    sys.exit(0 if found is not None and found.genuine else 1)


def _letter(opened: Services, number: str) -> NumberedLetter:
    letter = opened.letters.by_number(number)
    if letter is None:
        raise click.ClickException("no such letter")
    return letter
