"""The public names: each can be had from its home, and nothing heavy comes with them."""

import subprocess
import sys

import pytest

import detente


@pytest.mark.parametrize("name", detente.__all__)
def test_a_public_name_can_be_had(name: str) -> None:
    assert getattr(detente, name) is not None


def test_there_are_few_public_names_and_all_are_listed() -> None:
    assert dir(detente) == sorted(detente.__all__)
    assert len(detente.__all__) <= 25


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'negotiate'"):
        _ = detente.negotiate


def test_importing_it_loads_nothing_heavy() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import detente, sys; print('numpy' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "False"
