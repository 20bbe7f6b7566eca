"""The officers' desk: what is due, every register an officer works in, and the acts on its records.

Owns the pages under `/officer`. A page needs a live session of the desk, begun by a fresh sign-in
through our own provider, and each act the power for it (`access`). The list, the page of a record
and the form of an act are the same for every register: a register says what its records hold and
which acts there are (`records`), and decides nothing.
"""

from idp.web.officer.routes import mount

__all__ = ["mount"]
