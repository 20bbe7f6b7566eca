"""Write the next step: `python -m migrations "what it makes true"`."""

import sys
import tempfile

from alembic import command

from migrations.history import FOLDER, configuration


def main() -> None:
    """Compare the models with the schema that all steps so far make in an empty database."""
    (message,) = sys.argv[1:]
    number = len(list((FOLDER / "versions").glob("[0-9]*.py"))) + 1
    with tempfile.TemporaryDirectory() as scratch:
        config = configuration(f"sqlite:///{scratch}/schema.db")
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=f"{number:04}")


if __name__ == "__main__":
    main()
