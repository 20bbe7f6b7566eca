"""An officer's day of 200 cases among 100,000 open ones: CPU of this process for each page.

python -m benchmarks.officers_day URL [CASES [DAY]]

URL is of an empty database that is thrown away: postgresql+psycopg://… or sqlite:///…. Each of the
CASES open cases has a running term, due within thirty days before or after now; as many terms of
cases that were closed are there too. An officer who reviews and inspects opens for each of the DAY
cases the list, the search, the case, and both forms of it; every tenth time also the start of the
desk, their own work, what is overdue and the report of the month, with its file. Printed are
milliseconds of user and system time of this process for one request: the median, what 90 of 100
stay below, the worst; and of PostgreSQL's processes on this machine the mean. The first request of
each kind compiles its templates and is left out. For SQLite the database's time is in that of this
process. As in the server, what was loaded is left alone by the garbage collector.
"""

import gc
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from secrets import token_urlsafe
from typing import Any, Final, TypeVar

from flask.testing import FlaskClient
from sqlalchemy import Table, select, text

from benchmarks.browser import forms_of
from benchmarks.database_cpu import database_cpu
from benchmarks.importing_people import services_over, settings_over
from idp.access.desks import DeskKind
from idp.accounts.domain import CURRENT_TERMS
from idp.app import create_app
from idp.assurance.kinds import EvidenceKind
from idp.assurance.pieces import ShownPiece, at_best
from idp.casework.tables import CASE_EVENT, CASE_FILE
from idp.deadlines.tables import DEADLINE
from idp.kernel.actors import ActingClient, OfficerRole, Person, System
from idp.kernel.clock import civil_day
from idp.kernel.ids import Id, id_of_ago, new_id
from idp.kernel.refusals import Refused
from idp.officers.domain.appointments import Appointment
from idp.platform.database import insert_together
from idp.platform.operating_system import operator
from idp.services import Services
from idp.sessions.domain import OPEN_DESK
from idp.subjects.domain import Datum, Source, SubjectKind
from idp.violations.domain import ViolationKind
from idp.violations.tables import VIOLATION

CASES: Final = 100_000
DAY: Final = 200
_TOGETHER: Final = 2_000
_EVERY: Final = 10
"""How many cases lie between two looks at everything else."""
_SPREAD: Final = 60 * 24 * 60
"""Minutes within which everything is due, half of them before now."""
_OUTCOME: Final = "Không phát hiện vi phạm (đo tải)."

T = TypeVar("T")


def main(url: str, cases: int, day: int) -> None:
    """Fill the database, and work for a day."""
    with tempfile.TemporaryDirectory() as folder:
        services = services_over(url, Path(folder))
        own = [_opened(services, turn) for turn in range(day)]
        _fill(services, cases)
        officer = _Officer(
            services, create_app(settings_over(url, Path(folder)), services=services)
        )
        services.deadlines.keep_months()
        gc.collect()
        gc.freeze()
        for turn, case_id in enumerate(own):
            officer.works_on(case_id)
            if turn % _EVERY == 0:
                officer.looks_around()
        officer.tell()
        services.database.close()


def _opened(services: Services, turn: int) -> Id:
    return services.violations.open(
        ViolationKind.CODE_REPLAYED,
        issued_to="service",
        actor=ActingClient(client_id="other"),
        evidence={"turn": turn},
    )


def _fill(services: Services, cases: int) -> None:
    """Copies of a case that the product made, each with its own ids, number and instants."""
    database, drawn = services.database, Random(cases)  # noqa: S311 - the same each time
    made = _opened(services, -1)
    rows: dict[Table, Mapping[str, Any]] = {
        table: database.all(select(table).where(column == made))[0]._asdict()
        for table, column in (
            (VIOLATION, VIOLATION.c.id),
            (CASE_FILE, CASE_FILE.c.id),
            (CASE_EVENT, CASE_EVENT.c.case_id),
            (DEADLINE, DEADLINE.c.case_id),
        )
    }
    for begin in range(0, cases, _TOGETHER):
        many: defaultdict[Table, list[Mapping[str, Any]]] = defaultdict(list)
        now = services.clock.now()
        for number in range(begin, min(begin + _TOGETHER, cases)):
            due = now + timedelta(minutes=drawn.randrange(_SPREAD) - _SPREAD // 2)
            for table, row in _copied(rows, number, due, now, drawn):
                many[table].append(row)
        with database.transaction():
            for table, copies in many.items():
                insert_together(database, table, copies)
    if database.engine.dialect.name != "sqlite":
        with database.transaction():
            database.execute(text("ANALYZE"))


def _copied(
    rows: Mapping[Table, Mapping[str, Any]],
    number: int,
    due: datetime,
    now: datetime,
    drawn: Random,
) -> Iterator[tuple[Table, Mapping[str, Any]]]:
    """The rows of one open case, and the term of one that was closed."""
    opened = min(due, now) - timedelta(days=drawn.randrange(1, 5))
    case_id = _id_at(opened, now)
    fingerprint = number.to_bytes(32, "big")
    yield VIOLATION, {**rows[VIOLATION], "id": case_id, "fingerprint": fingerprint}
    case = {"id": case_id, "number": f"HS-{number}", "opened_at": opened, "due_by": due}
    yield CASE_FILE, {**rows[CASE_FILE], **case}
    yield CASE_EVENT, {**rows[CASE_EVENT], "case_id": case_id, "at": opened, "due_by": due}
    term = {
        "id": _id_at(opened, now),
        "case_id": case_id,
        "started_at": opened,
        "due_at": due,
        "half_at": due,
        "most_at": due,
        "escalate_at": due,
        "next_at": due if due > now else None,
        "breached_at": due if due <= now else None,
    }
    yield DEADLINE, {**rows[DEADLINE], **term}
    stopped = opened + min(now - opened, timedelta(hours=200)) * drawn.random()
    ended = {
        "id": _id_at(opened, now),
        "case_id": _id_at(opened, now),
        "next_at": None,
        "outcome": "take",
        "stopped_at": stopped,
        "breached_at": stopped if stopped >= due else None,
    }
    yield DEADLINE, {**rows[DEADLINE], **term, **ended}


def _id_at(at: datetime, now: datetime) -> Id:
    """An id as one that was made at that instant: ids sort by it."""
    return id_of_ago(now - at)[:13] + new_id()[13:]


class _Officer:
    """One officer's browser, and what each request took."""

    def __init__(self, services: Services, app: Any) -> None:  # noqa: ANN401 - a Flask
        self.services = services
        self.browser: FlaskClient = app.test_client()
        self.spent: defaultdict[str, list[float]] = defaultdict(list)
        self.theirs: defaultdict[str, float] = defaultdict(float)
        self._sit_down(_appointed(services))

    def works_on(self, case_id: Id) -> None:
        """Find a case, take it, and close it."""
        number = self.services.work_list.numbers([case_id])[case_id]
        path = f"/officer/misuse/{number}"
        self.get("work list", "/officer/work")
        self.get("search for a number", f"/officer/work?words={number}")
        self.get("case page", path)
        self.press("take it", path, "take")
        self.press("decide it", path, "close", outcome=_OUTCOME)

    def looks_around(self) -> None:
        """Everything else of a day."""
        this = civil_day(self.services.clock.now())
        before = this.replace(day=1) - timedelta(days=1)
        self.get("what is due", "/officer")
        self.get("my work", "/officer/work?of=mine")
        self.get("not taken yet", "/officer/work?of=untaken")
        self.get("list of misuse cases", "/officer/misuse")
        self.get("running clocks", "/officer/clocks")
        self.get("overdue", "/officer/clocks?state=overdue")
        for month in (this, before):
            self.get("report of a month", f"/officer/terms?month={month:%Y-%m}")
            self.get("its file", f"/officer/terms/csv?month={month:%Y-%m}")

    def get(self, name: str, path: str) -> str:
        """The page at an address; fails where there is none."""
        theirs, began = database_cpu(self.services.database), time.process_time()
        answer = self.browser.get(path)
        self.spent[name].append(time.process_time() - began)
        self.theirs[name] += database_cpu(self.services.database) - theirs
        if answer.status_code != 200:  # noqa: PLR2004 - OK
            raise SystemExit(f"{path} answered {answer.status_code}: {answer.text[-2000:]}")
        return answer.text

    def press(self, name: str, path: str, event: str, **typed: str) -> None:
        """Send the form of an act of the case."""
        forms = forms_of(self.browser.get(path).text)
        form = next(each for each in forms if each.action.endswith(f"/{event}"))
        theirs, began = database_cpu(self.services.database), time.process_time()
        answer = self.browser.post(form.action, data={**form.fields, **typed})
        self.spent[name].append(time.process_time() - began)
        self.theirs[name] += database_cpu(self.services.database) - theirs
        if answer.status_code != 303:  # noqa: PLR2004 - See Other
            raise SystemExit(f"{form.action} answered {answer.status_code}: {answer.text[-2000:]}")

    def tell(self) -> None:
        """Print what each kind of request took."""
        for name, spent in self.spent.items():
            each = sorted(spent[1:])
            median, most = each[len(each) // 2], each[len(each) * 9 // 10]
            sys.stdout.write(
                f"{name:24} median {median * 1000:6.1f} ms, 90 of 100 {most * 1000:6.1f} ms, "
                f"worst {each[-1] * 1000:6.1f} ms of CPU ({len(each)}); "
                f"database {self.theirs[name] / len(spent) * 1000:.1f} ms\n"
            )

    def _sit_down(self, subject_id: Id) -> None:
        """A session of level 3, as after a sign-in with a passkey and a face, and the desk."""
        kinds = (EvidenceKind.PASSKEY_VERIFIED, EvidenceKind.FACE)
        begun = self.services.sessions.start(
            new_id(),
            subject_id=subject_id,
            shown=[ShownPiece(each, new_id()) for kind in kinds for each in at_best((kind,))],
            client_id=None,
            device="benchmark",
            replaces=None,
            token=token_urlsafe(32),
            purpose=OPEN_DESK,
        )
        self.browser.set_cookie("md_session", begun.token)
        arrived = self.browser.get("/officer/session")
        if arrived.location != "/officer":
            raise SystemExit(f"the desk did not open: {arrived.status_code} {arrived.location}")


def _appointed(services: Services) -> Id:
    """An officer who reviews and inspects."""
    today = civil_day(services.clock.now())
    data = {"personal_number": "001190000001", "name": "Cán Bộ Đo", "birthdate": "1990-02-03"}
    told = {
        name: Datum(value, Source.NATIONAL_POPULATION_DB, today) for name, value in data.items()
    }
    by, subjects, accounts = operator(), services.subjects, services.accounts
    made = sure(subjects.register(SubjectKind.CITIZEN, told, actor=by)).subject_id
    sure(subjects.match(made, Source.NATIONAL_POPULATION_DB, actor=by))
    sure(accounts.create(made, username="officer", level=2, actor=by))
    person = Person(subject_id=made)
    sure(accounts.activate(made, terms_version=CURRENT_TERMS, actor=person))
    now = services.clock.now()
    appointment = Appointment(
        id=new_id(),
        officer_id=new_id(),
        roles=(OfficerRole.REVIEWER, OfficerRole.INSPECTOR),
        desk="Đo tải",
        desk_kind=DeskKind.AUTHORITY,
        valid_from=now,
        valid_until=now + timedelta(days=30),
        appointed_at=now,
    )
    with services.database.transaction():
        sure(services.appointments.appoint(made, appointment, System(rule="policy installation")))
    return made


def sure(answer: T | Refused) -> T:
    """What was answered; ends the program where it was refused."""
    if isinstance(answer, Refused):
        raise SystemExit(f"refused: {answer.reason}")
    return answer


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[2:]]
    main(sys.argv[1], *given, *(CASES, DAY)[len(given) :])
