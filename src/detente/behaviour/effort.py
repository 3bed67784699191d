"""How hard a case is worked on, and who is told how far the work has come."""

from collections.abc import Callable
from dataclasses import dataclass

from detente.behaviour.solving import Tolerance

TIGHT, LOOSE = Tolerance(stakes=1e-9, sweeps=20_000), Tolerance(stakes=1e-6, sweeps=2_000)
"""Of a single solution, and of one among many draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How a lab is asked to work."""

    draws: int = 256
    """Draws at the headline precision and pace."""
    sweep_draws: int = 32
    """Draws at every other precision and pace of the sweep."""
    most_draws: int = 0
    """Draws at the headline, at most, for a claim whose verdict hangs on them; elsewhere in the
    sweep as many times more. Not more than `draws`: no draws are added."""
    seed: int = 1
    workers: int = 2

    @property
    def draws_ready(self) -> int:
        """So many draws of the numbers are made; which of them are solved is another matter."""
        return max(self.draws, self.most_draws)


Progress = Callable[[str, int, int], None]
"""What is being done, how many parts are finished, how many there are."""


def unwatched(_what: str, _done: int, _of: int) -> None:
    """Progress that nobody watches."""
