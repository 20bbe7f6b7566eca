"""`python -m idp.ledger.offline EXPORT --keys FILE --checkpoints DIRECTORY`."""

import sys

from idp.ledger.offline.program import main

if __name__ == "__main__":
    sys.exit(main())
