"""The command that draws what the documents show from the code."""

from pathlib import Path
from typing import Final

import click

from idp.casework.domain.pictures import index_of, page_of
from idp.wiring.procedures import PROCEDURES

INDEX: Final = "README.md"


@click.group()
def docs() -> None:
    """Draw pages of the documentation from the code.

    \b
    Example:  idp docs procedures docs/procedures
    """


@docs.command("procedures")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def procedures(folder: Path) -> None:
    """Write one page for each procedure, with its picture, moves and refusals.

    \b
    Example:  idp docs procedures docs/procedures
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages().items():
        (folder / name).write_text(page, "utf-8")
        click.echo(str(folder / name))


def pages() -> dict[str, str]:
    """The pages by file name."""
    drawn = {f"{each.name}.md": page_of(each) for each in PROCEDURES.values()}
    return {INDEX: index_of(PROCEDURES.values()), **drawn}
