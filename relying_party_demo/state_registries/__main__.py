"""`python -m relying_party_demo.state_registries CONFIG.json`."""

import sys
from functools import partial
from pathlib import Path

from relying_party_demo.serving import serve
from relying_party_demo.state_registries.app import create_app
from relying_party_demo.state_registries.config import Config

if __name__ == "__main__":
    config = Config.read(Path(sys.argv[1]))
    serve(partial(create_app, config), port=config.port)
