"""Where actors stand on issues: what every model of collective decisions here reads.

Actors are numbered 0..n-1, issues 0..m-1. Positions lie on the scale of their issue, brought to
0..1; saliences lie in 0..1; capabilities are positive and their unit does not matter. An axis of
draws may come before: [D, n, m].
"""

from typing import NamedTuple

from detente.methods.game import Bools, Floats


class Stances(NamedTuple):
    """Positions, saliences and capabilities of all actors on all issues."""

    position: Floats
    """[..., n, m] the preferred point, 0..1."""
    salience: Floats
    """[..., n, m] how much the issue matters, 0..1."""
    capability: Floats
    """[..., n, m] what the actor can bring to bear; more than 0."""
    present: Bools
    """[n, m] whether the actor takes part in the decision on the issue; elsewhere the other
    arrays hold 0 and nothing reads them."""
