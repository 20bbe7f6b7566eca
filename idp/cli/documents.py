"""Commands for the documents of a case."""

from pathlib import Path

import click

from idp.cli.context import granted, needs_a_desk, services, show, write_private
from idp.documents.domain import DocumentKind, StoredDocument
from idp.platform.operating_system import operator

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def documents() -> None:
    """Add files to the cases of losses, list them, and give them out.

    \b
    Example:  idp documents list BM-7K4Q-9XTD
    """


@documents.command("add")
@click.argument("case")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice([each.value for each in DocumentKind]), required=True)
def add(case: str, file: Path, kind: str) -> None:
    """Add a scan or a letter to a case: a PDF without scripts, a JPEG or a PNG.

    What the file is, is found by its content. A picture is encoded anew, without its metadata.

    \b
    Example:  idp documents add BM-7K4Q-9XTD scan.pdf --kind identity_document
    """
    with services() as opened:
        found = opened.losses.cases.by_number(case)
        if found is None:
            raise click.ClickException("no such case")
        with file.open("rb") as sent:
            added = opened.documents.add(
                found.subject_id, found.number, DocumentKind(kind), sent, actor=operator()
            )
        show(_told(granted(added)))


@documents.command("list")
@click.argument("case")
def list_documents(case: str) -> None:
    """Show the documents of a case as JSON lines, without their content.

    \b
    Example:  idp documents list BM-7K4Q-9XTD
    """
    with services(reads_only=True) as opened:
        for each in opened.documents.of_case(case):
            show(_told(each))


@documents.command("show")
@click.argument("document")
@click.option("--purpose", required=True, help="Why, as history and the person are told.")
@click.option("--into", type=_FILE, required=True, help="The new file for its content.")
def show_document(document: str, purpose: str, into: Path) -> None:
    """Write the content of a document into a new file. The person sees who looked, and why.

    \b
    Example:  idp documents show 0198… --purpose "case BM-7K4Q-9XTD" --into scan.pdf
    """
    needs_a_desk("Reading a document of a person")
    with services() as opened:
        found = granted(opened.documents.open(document, purpose=purpose, actor=operator()))
        write_private(into, found[1])
        show(_told(found[0]))


def _told(document: StoredDocument) -> dict[str, object]:
    return {
        "id": document.id,
        "case": document.case_number,
        "kind": document.kind,
        "media_type": document.media_type,
        "size": document.size,
        "sha256": document.digest.hex(),
        "sent_sha256": document.sent_digest.hex(),
        "stored_at": document.stored_at,
    }
