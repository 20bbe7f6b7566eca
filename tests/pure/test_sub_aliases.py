"""By which `sub` a sector knows a person: nobody's is another's, whatever is merged and parted."""

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
class Town:
    """Who is part of whom, and which `sub` each sector was told of whom.

    As the tables keep it: an alias is in force until the person it is of is merged, and comes back
    when that is undone.
    """

    joined_to: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, list[tuple[str, SubAlias]]] = field(default_factory=dict)
    knew: dict[str, set[str]] = field(default_factory=lambda: {each: set() for each in PEOPLE})
    told: dict[tuple[str, str], str] = field(default_factory=dict)
    """The `sub` by which a sector was told of somebody last."""

    def base(self, person: str, sector: str) -> str:
        made = [one for mine in self.aliases.values() for one in mine]
        return next(
            (alias.base_id for whose, alias in made if (whose, alias.sector) == (person, sector)),
            person,
        )

    def uses(self, person: str, sector: str) -> None:
        if person in self.joined_to:
            return
        self.knew[person].add(sector)
        self.told[person, sector] = self.base(person, sector)

    def known(self, person: str) -> dict[str, str]:
        made = [alias for mine in self.aliases.values() for whose, alias in mine if whose == person]
        own = {sector: self.base(person, sector) for sector in self.knew[person]}
        return own | {alias.sector: alias.base_id for alias in made}

    def merges(self, joined: str, surviving: str) -> None:
        if joined == surviving or {joined, surviving} & self.joined_to.keys():
            return
        came = aliases_of_survivor(
            knew_joined=self.known(joined), knew_surviving=self.known(surviving).keys()
        )
        self.aliases[joined] = [(surviving, each) for each in came]
        self.joined_to[joined] = surviving

    def parts(self, joined: str, surviving: str) -> None:
        if self.joined_to.get(joined) != surviving or surviving in self.joined_to:
            return
        del self.joined_to[joined]
        self.aliases.pop(joined, None)

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
