"""The one decorator of the compiled loops."""

import warnings
from collections.abc import Callable
from functools import cache
from typing import TypeVar, cast

import numba

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def jit(function: Kernel) -> Kernel:
    """The function compiled at its first call, kept on disk where there is a place to write.

    With `NUMBA_DISABLE_JIT=1` it stays plain Python.
    """
    try:
        compiled = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # raised when neither the package's folder nor a cache folder is writable
        _warn_of_no_cache()
        compiled = numba.njit(nogil=True)(function)
    return cast("Kernel", compiled)


@cache
def _warn_of_no_cache() -> None:
    """Say once that every start compiles anew."""
    warnings.warn(
        "no writable folder for compiled code: each run compiles for some seconds; "
        "set NUMBA_CACHE_DIR to a folder that can be written",
        RuntimeWarning,
        stacklevel=4,
    )
