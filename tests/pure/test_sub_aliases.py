"""By which `sub` a sector knows a person: nobody's is another's, whatever is merged and parted."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from idp.tokens.domain.aliases import SubAlias, aliases_of_survivor

PEOPLE = ("a", "b", "c", "d")
SECTORS = ("bank", "post", "school")
USES = st.tuples(st.just("uses"), st.sampled_from(PEOPLE), st.sampled_from(SECTORS))
MERGES = st.tuples(st.just("merges"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
PARTS = st.tuples(st.just("parts"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))


@dataclass
class Alias:
    """A row of `sub_alias`: `join` made it, `superseded` is the join that ended or took it."""

    join: int
    subject: str
    sector: str
    base: str
    superseded: int | None = None


@dataclass
class Town:
    """Who is part of whom, and which `sub` each sector was told of whom.

    As `PairwiseSubjects` does it in the tables: an alias is in force until the person it is of is
    merged, and comes back when that is undone. Where one of several registrations is parted, the
    sectors that it was the alias for know the person by one that is still a part.
    """

    now: int = 0
    joined_to: dict[str, str] = field(default_factory=dict)
    joins: dict[str, int] = field(default_factory=dict)
    """The join by which somebody is part of another, the first one first."""
    undone: dict[int, int] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    last: dict[tuple[str, str], int] = field(default_factory=dict)
    """When a sector was told of somebody last."""
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    """The `sub` by which a sector was told of somebody last."""
    learnt: set[tuple[str, str]] = field(default_factory=set)
    """The sectors, and from whose id a `sub` is made that they were ever told."""

    def in_force(self, person: str) -> dict[str, Alias]:
        mine = (each for each in self.aliases if each.subject == person)
        return {each.sector: each for each in mine if each.superseded is None}

    def base(self, person: str, sector: str) -> str:
        mine = self.in_force(person)
        return mine[sector].base if sector in mine else person

    def uses(self, person: str, sector: str) -> None:
        self.now += 1
        if person in self.joined_to:
            return
        base = self.base(person, sector)
        self.last[person, sector] = self.now
        self.told[person, sector] = base
        self.learnt.add((sector, base))

    def known(self, person: str) -> dict[str, str]:
        over: dict[str, int] = {}
        for each in self.aliases:
            if each.subject == person and each.superseded == each.join:
                at = self.undone[each.join]
                over[each.sector] = max(at, over.get(each.sector, at))
        own = {
            sector: person
            for (who, sector), at in self.last.items()
            if who == person and at > over.get(sector, 0)
        }
        return own | {sector: each.base for sector, each in self.in_force(person).items()}

    def merges(self, joined: str, surviving: str) -> None:
        self.now += 1
        if joined == surviving or {joined, surviving} & self.joined_to.keys():
            return
        knew, kept = self.known(joined), self.known(surviving).keys()
        self.joined_to[joined], self.joins[joined] = surviving, self.now
        self._take_over(joined, surviving, knew, kept)

    def _take_over(
        self, joined: str, surviving: str, knew: dict[str, str], kept: AbstractSet[str]
    ) -> None:
        join = self.joins[joined]
        for came in aliases_of_survivor(knew_joined=knew, knew_surviving=kept):
            before = self.in_force(joined).get(came.sector)
            if before is not None:
                before.superseded = join
            self.aliases.append(Alias(join, surviving, came.sector, came.base_id))

    def parts(self, joined: str, surviving: str) -> None:
        self.now += 1
        if self.joined_to.get(joined) != surviving or surviving in self.joined_to:
            return
        del self.joined_to[joined]
        join = self.joins.pop(joined)
        self.undone[join] = self.now
        made = [each for each in self.aliases if (each.join, each.superseded) == (join, None)]
        taken = [each for each in self.aliases if each.superseded == join != each.join]
        for each in made:
            each.superseded = join
        for each in taken:
            each.superseded = None
        ended = {each.sector for each in made}
        for other in [*self.joins]:
            if self.joined_to[other] == surviving:
                knew = {sector: sub for sector, sub in self.known(other).items() if sector in ended}
                self._take_over(other, surviving, knew, self.in_force(surviving).keys())

    def parts_of(self, person: str) -> set[str]:
        """The registrations that are this person now."""
        joined = (each for each, to in self.joined_to.items() if to == person)
        return {person}.union(*map(self.parts_of, joined))

    @property
    def living(self) -> list[str]:
        return [each for each in PEOPLE if each not in self.joined_to]


@given(st.lists(st.one_of(USES, MERGES, PARTS), max_size=30))
def test_in_no_sector_two_people_have_one_sub(deeds: list[tuple[str, str, str]]) -> None:
    town = Town()
    for verb, one, other in deeds:
        getattr(town, verb)(one, other)
        for sector in SECTORS:
            bases = [town.base(each, sector) for each in town.living]
            assert len(set(bases)) == len(bases)
        in_force = [each for each in town.aliases if each.superseded is None]
        for once in ("base", "subject"):  # the unique indexes of the table
            named = [(getattr(each, once), each.sector) for each in in_force]
            assert len(set(named)) == len(named)


@given(st.lists(st.one_of(USES, MERGES, PARTS), max_size=30))
def test_a_sector_knows_a_person_by_a_sub_it_learnt_of_what_is_theirs_now(
    deeds: list[tuple[str, str, str]],
) -> None:
    town = Town()
    for verb, one, other in deeds:
        getattr(town, verb)(one, other)
        for person in town.living:
            theirs = town.parts_of(person)
            for sector in SECTORS:
                base = town.base(person, sector)
                assert base in theirs, "that of nobody else"
                learnt = {each for each in theirs if (sector, each) in town.learnt}
                assert not learnt or base in learnt


def test_what_one_of_two_is_parted_from_is_known_by_the_other() -> None:
    town = Town()
    for sector, who in (("bank", "a"), ("bank", "c"), ("post", "a"), ("school", "b")):
        town.uses(who, sector)
    town.merges("a", "b")
    town.merges("c", "b")
    assert [town.base("b", each) for each in SECTORS] == ["a", "a", "b"]
    town.parts("a", "b")
    assert [town.base("b", each) for each in SECTORS] == ["c", "b", "b"]
    assert [town.base("a", each) for each in SECTORS] == ["a", "a", "a"]
    town.parts("c", "b")
    assert [town.base("b", each) for each in SECTORS] == ["b", "b", "b"]
    assert town.base("c", "bank") == "c"


@given(st.lists(USES, max_size=12), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_each_sector_that_knew_one_of_the_two_keeps_a_sub_it_knows(
    deeds: list[tuple[str, str, str]], joined: str, surviving: str
) -> None:
    town = Town()
    for _, person, sector in deeds:
        town.uses(person, sector)
    before = dict(town.told)
    town.merges(joined, surviving)
    for sector in SECTORS:
        knew = [before[each, sector] for each in (surviving, joined) if (each, sector) in before]
        if joined != surviving and knew:
            assert town.base(surviving, sector) == knew[0], (
                "that of who goes on, where it knew both"
            )
    town.parts(joined, surviving)
    assert all(town.base(person, sector) == sub for (person, sector), sub in before.items())


def test_what_came_from_an_earlier_merge_goes_on_to_the_next() -> None:
    aliases = aliases_of_survivor(
        knew_joined={"bank": "first", "post": "second", "school": "second"},
        knew_surviving={"school"},
    )
    assert aliases == (SubAlias("bank", "first"), SubAlias("post", "second"))
