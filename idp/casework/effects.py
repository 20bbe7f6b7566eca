"""What slices do when their cases move: filled by the wiring, layer by layer, and then read."""

from collections.abc import Mapping

from idp.casework.domain.moves import Effect
from idp.casework.domain.procedure import Procedure


class UnknownEffect(ValueError):
    """An effect for a move that no procedure has, or a second one for the same."""


class Effects:
    """The effects of moves, by procedure and event.

    A state of its own, because the engine is made before the slices that are above it.
    """

    def __init__(self, procedures: Mapping[str, Procedure]) -> None:
        self._free = {
            (procedure.name, str(move.event))
            for procedure in procedures.values()
            for move in procedure.transitions
        }
        self._effects: dict[tuple[str, str], Effect] = {}

    def add(self, procedure: Procedure, effects: Mapping[str, Effect]) -> None:
        """The effects of a procedure, by event. Raises UnknownEffect."""
        for event, effect in effects.items():
            move = (procedure.name, str(event))
            if move not in self._free:
                raise UnknownEffect(f"no move for {move}")
            self._free.remove(move)
            self._effects[move] = effect

    def of(self, procedure: str, event: str) -> Effect | None:
        """What a slice does when this event moves a case; None where nothing else changes."""
        return self._effects.get((procedure, str(event)))
