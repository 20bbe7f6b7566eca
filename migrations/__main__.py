"""Write the next step: `python -m migrations "what it makes true"`."""

import sys
import tempfile
from pathlib import Path
from typing import cast

from alembic import command
from alembic.script import Script

from idp.schema.models import STEPS, configuration


def main() -> None:
    """Compare the models with the schema that all steps so far make in an empty database."""
    (message,) = sys.argv[1:]
    number = len(list((STEPS / "versions").glob("[0-9]*.py"))) + 1
    with tempfile.TemporaryDirectory() as scratch:
        config = configuration(f"sqlite:///{scratch}/schema.db")
        command.upgrade(config, "head")
        step = command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")
    written = Path(cast("Script", step).path)
    lines = written.read_text("utf-8").splitlines(keepends=True)
    written.write_text("".join(line for line in lines if "# ###" not in line), "utf-8")


if __name__ == "__main__":
    main()
