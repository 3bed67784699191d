"""How far two orders of the same steps are apart."""

from itertools import combinations


def kendall_distance(first: tuple[int, ...], second: tuple[int, ...]) -> int:
    """How many pairs of steps the two orders take the other way round [kendall1938]_.

    >>> kendall_distance((0, 1, 2), (2, 1, 0))
    3
    """
    place = {step: at for at, step in enumerate(second)}
    return sum(place[a] > place[b] for a, b in combinations(first, 2))
