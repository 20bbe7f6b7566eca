"""Who acts in the demonstration: its program, which also plays the two people of a decision.

In no other profile do two names count as two people (`idp.kernel.actors.SecondPerson`).
"""

from typing import Final

from idp.platform.operating_system import operator

ONE: Final = operator("demo.operator.1")
OTHER: Final = operator("demo.operator.2")
