from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from detente.behaviour.memory import Account, Memory


def test_work_is_done_once_however_many_ask_at_once() -> None:
    memory, done, together = Memory(), [], Barrier(4)

    def work() -> int:
        done.append(1)
        return len(done)

    def ask(_: int) -> int:
        together.wait(timeout=10)
        return memory.once("key", work)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [1, 1, 1, 1]
    assert len(done) == 1


def test_work_that_failed_is_not_remembered() -> None:
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.once("key", lambda: 1 // 0)
    assert memory.get("key") is None
    assert memory.once("key", lambda: 2) == 2


def test_work_may_rest_on_other_work() -> None:
    memory = Memory()
    assert memory.once("whole", lambda: 1 + memory.once("part", lambda: 2)) == 3


def test_what_is_known_may_grow() -> None:
    memory = Memory()

    def up_to(count: int) -> list[int]:
        return memory.grown("rows", lambda known: (known or []) + [0] * count)

    assert up_to(2) == [0, 0]
    assert up_to(1) == [0, 0, 0]
    assert memory.get("rows") == [0, 0, 0]


def test_an_account_adds_up_solutions_and_time() -> None:
    account = Account()
    with account.solving("draws"):
        sum(range(10_000))
    with account.solving("draws", 0), account.timed("all"):
        account.count(3)
    assert account.solves == 4
    assert sorted(account.spent) == ["all", "draws"]
    assert account.spent["draws"] > 0


def test_what_fails_is_on_the_account_as_well() -> None:
    account = Account()
    with pytest.raises(KeyError), account.solving("solving"):
        raise KeyError
    assert account.solves == 1
