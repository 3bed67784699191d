import warnings

import numba
import pytest

from detente.methods import _jit


@pytest.fixture
def no_place_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    def njit(**options: bool) -> None:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return lambda function: function

    monkeypatch.setattr(numba, "njit", njit)
    _jit._warn_of_no_cache.cache_clear()


@pytest.mark.usefixtures("no_place_to_write")
def test_without_a_cache_it_compiles_and_warns_once() -> None:
    with pytest.warns(RuntimeWarning, match="NUMBA_CACHE_DIR"):
        twice = _jit.jit(lambda x: 2 * x)
    assert twice(3) == 6
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert _jit.jit(lambda x: 3 * x)(3) == 9
