"""A sign-in made for a relying party allows no change of one's own account (D19.4-2)."""

import pytest

from tests.support.live import House
from tests.web.test_undo_page import proof_of


@pytest.mark.norm("D19.4-2", limb="a sign-in made for a party changes no means")
def test_a_sign_in_to_a_service_opens_no_biometric_again(house: House) -> None:
    walk = house.walk()
    walk.complete(house.world.person(), acr_values=house.acr(2))
    proof = proof_of(walk.visitor.get("/me/report-loss"))
    asked = walk.visitor.post("/me/biometrics/open-again", {"csrf": proof})
    assert asked.status == 303
    assert walk.visitor.arrive(asked).path.startswith("/signin/")
