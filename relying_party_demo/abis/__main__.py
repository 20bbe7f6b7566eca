"""`python -m relying_party_demo.abis CONFIG.json`."""

import sys
from functools import partial
from pathlib import Path

from relying_party_demo.abis.app import create_app
from relying_party_demo.abis.config import Config
from relying_party_demo.serving import serve

if __name__ == "__main__":
    config = Config.read(Path(sys.argv[1]))
    serve(partial(create_app, config), port=config.port)
