"""What it costs an officer's search to find a person, by each kind of what is typed.

python -m benchmarks.finding_people URL [PEOPLE]

URL is of an empty PostgreSQL database that is thrown away, on this machine, and its user a
superuser; ten million people take 35 GB. Printed are, for each kind, how many were told or too
many, and the time of a processor for one look-up: of this process (the median, what 90 of 100 stay
below, and the worst), and of the database (the mean, read from /proc; 0 where that is not allowed).
Then the plan of the range that each look-up reads, and the size of the index.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from sqlalchemy import text

from benchmarks.importing_people import services_over
from benchmarks.people import add_people, name_and_birth, personal_number, username
from idp.accounts.finding import FoundPeople, Sought
from idp.services import Services
from idp.subjects.name_prefixes import Birth, terms_for, words_of

_TURNS: Final = 100
_FOUND: Final = 20_000
"""Who is looked up is one of them; the others are strangers (`add_people`)."""
_TICK: Final = 100
"""Clock ticks of /proc in a second."""
_COMMONEST: Final = "nguyen van hung"


class _Kind(NamedTuple):
    """What is typed for a person: by their number among the people."""

    name: str
    typed: Callable[[int], Sought]


def main(url: str, people: int) -> None:
    """Fill the database, and look people up."""
    with tempfile.TemporaryDirectory() as folder:
        services = services_over(url, Path(folder))
        began = time.perf_counter()
        known = min(people, _FOUND)
        add_people(services, known, strangers=people - known)
        print(f"{people:,} people written in {time.perf_counter() - began:,.0f} s")
        drawn = Random(people)  # noqa: S311 - the same each time
        asked = [drawn.randrange(known) for _ in range(_TURNS)]
        for kind in _KINDS:
            _measure(services, kind, asked)
        _tell_plan(services)
        services.database.close()


def _measure(services: Services, kind: _Kind, asked: Sequence[int]) -> None:
    find, spent = services.person_searches.finding.find, []
    found: list[FoundPeople] = [find(kind.typed(asked[0]))]
    before = _of_database(services)
    for each in asked:
        sought = kind.typed(each)
        began = time.process_time()
        found.append(find(sought))
        spent.append(time.process_time() - began)
    database = (_of_database(services) - before) / len(asked)
    spent.sort()
    told = sum(len(each.people) for each in found[1:]) / len(asked)
    many = sum(each.too_many for each in found[1:]) / len(asked)
    print(
        f"{kind.name:32} {told:5.1f} told {many:4.0%} too many | process: median "
        f"{_ms(spent[len(spent) // 2])}, 90 of 100 {_ms(spent[len(spent) * 9 // 10])}, "
        f"worst {_ms(spent[-1])} | database {_ms(database)}"
    )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:5.2f} ms"


def _of_database(services: Services) -> float:
    """The time of a processor that the connections of this database took, in seconds."""
    pids = services.database.all(
        text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    )
    try:
        stats = [Path(f"/proc/{row.pid}/stat").read_text("ascii") for row in pids]
    except OSError:
        return 0.0
    fields = [each.rpartition(")")[2].split() for each in stats]
    return sum(int(each[11]) + int(each[12]) for each in fields) / _TICK


def _tell_plan(services: Services) -> None:
    database, sealing = services.database, services.subjects.sealing
    for typed in (_COMMONEST, _COMMONEST.split(" ", maxsplit=1)[0]):
        term = sealing.name_term(terms_for(words_of(typed), None).whole[0])
        asked = f"""EXPLAIN (ANALYZE, BUFFERS) SELECT term, subject_id FROM name_term
            WHERE term >= {term} ORDER BY term, subject_id LIMIT 21"""  # noqa: S608 - a number of ours
        for row in database.all(text(asked)):
            print("   ", row[0])
    sizes = text(
        "SELECT CAST(reltuples AS bigint) AS rows, pg_total_relation_size(oid) AS bytes"
        " FROM pg_class WHERE relname = 'name_term'"
    )
    (size,) = database.all(sizes)
    print(f"name_term: {size.rows:,} rows, {size.bytes / 1e6:,.0f} MB with its indexes")


def _name(number: int, words: slice, *, birth: str = "", letters: int = 0) -> Sought:
    """Some words of the name, the last cut to so many letters, with the year or day of birth."""
    name, born = name_and_birth(number)
    said = words_of(name)[words]
    cut = (*said[:-1], said[-1][:letters]) if letters else said
    when = {"": None, "year": Birth(born[:4]), "day": Birth(born)}[birth]
    return Sought(" ".join(cut), when)


_WHOLE: Final = slice(None)
_KINDS: Final = (
    _Kind("number", lambda each: Sought(personal_number(each), None)),
    _Kind("e-mail address", lambda each: Sought(f"{username(each)}@bench.test", None)),
    _Kind("user name", lambda each: Sought(username(each), None)),
    _Kind("nobody's number", lambda each: Sought(f"9{personal_number(each)[1:]}", None)),
    _Kind("name and day of birth", lambda each: _name(each, _WHOLE, birth="day")),
    _Kind("given name and day of birth", lambda each: _name(each, slice(-1, None), birth="day")),
    _Kind("family name and day of birth", lambda each: _name(each, slice(0, 1), birth="day")),
    _Kind("name and year of birth", lambda each: _name(each, _WHOLE, birth="year")),
    _Kind("name", lambda each: _name(each, _WHOLE)),
    _Kind("name, last word begun", lambda each: _name(each, _WHOLE, letters=2)),
    _Kind("given name and year of birth", lambda each: _name(each, slice(-1, None), birth="year")),
    _Kind("family name", lambda each: _name(each, slice(0, 1))),
    _Kind("commonest name", lambda _: Sought(_COMMONEST, None)),
)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200_000)  # noqa: PLR2004
