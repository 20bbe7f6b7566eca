"""`python -m idp` is the command `idp` where nothing was installed."""

from idp.cli import main

if __name__ == "__main__":
    main()
