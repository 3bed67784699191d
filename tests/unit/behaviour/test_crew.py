from threading import Barrier, current_thread

import pytest

from detente.behaviour.crew import side_by_side


def test_results_come_in_the_order_of_what_is_worked_on() -> None:
    assert list(side_by_side(lambda k: k * k, range(7), 3)) == [k * k for k in range(7)]
    assert list(side_by_side(str, [], 3)) == []


def test_pieces_are_worked_on_at_the_same_time() -> None:
    together = Barrier(2)
    assert list(side_by_side(lambda _: together.wait(timeout=10) >= 0, range(2), 2)) == [True] * 2


def test_one_worker_is_the_caller() -> None:
    here = current_thread().name
    assert list(side_by_side(lambda _: current_thread().name, range(2), 1)) == [here] * 2


def test_a_part_of_a_part_has_no_threads_of_its_own() -> None:
    def inner(_: int) -> set[str]:
        names = set(side_by_side(lambda _: current_thread().name, range(4), 2))
        assert names == {current_thread().name}
        return names

    names = set().union(*side_by_side(inner, range(6), 2))
    assert current_thread().name not in names
    assert len(names) <= 2


def test_a_failure_is_the_callers() -> None:
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda k: 1 // k, [1, 0, 2], 2))
