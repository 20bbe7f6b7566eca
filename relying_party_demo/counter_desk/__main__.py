"""`python -m relying_party_demo.counter_desk CONFIG.json`."""

import sys
from functools import partial
from pathlib import Path

from relying_party_demo.counter_desk.app import create_app
from relying_party_demo.counter_desk.config import Config
from relying_party_demo.serving import serve

if __name__ == "__main__":
    config = Config.read(Path(sys.argv[1]))
    serve(partial(create_app, config), port=config.port)
