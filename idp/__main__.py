"""`python -m idp` is the command `idp` where nothing was installed."""

from idp.cli import run

if __name__ == "__main__":
    run()
