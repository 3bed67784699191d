"""Circles in who needs whom."""

from collections.abc import Iterator, Mapping


def cycles(needs: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """One circle for each group of things that need each other; first and last are the same.

    >>> list(cycles({"a": ("b",), "b": ("c", "a"), "c": ()}))
    [('a', 'b', 'a')]
    """
    told: set[str] = set()
    for start in needs:
        if start not in told and (way := _way_back(start, needs)):
            told.update(way)
            yield way


def _way_back(start: str, needs: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The shortest way from something back to itself; empty if there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for way in ways:  # grows while we go: breadth first
        for needed in needs.get(way[-1], ()):
            if needed == start:
                return (*way, start)
            if needed not in seen:
                seen.add(needed)
                ways.append((*way, needed))
    return ()
