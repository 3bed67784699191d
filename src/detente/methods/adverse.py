"""The direction in which many inputs together lower a result."""

import numpy as np

from detente.methods.game import Floats


def adverse_signs(inputs: Floats, result: Floats) -> Floats:
    """Which way each input [n, P] must go for a result [n] to fall: -1, 0 or 1 per input.

    Least squares of the result on the inputs in units of their spread. For a linear result it is
    the way to any loss with the smallest largest move, measured in those units; for others a
    first guess. An input that never changes has 0. Cost: O(n P^2).

    >>> x = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 2.0], [3.0, 1.0]])
    >>> adverse_signs(x, 5.0 * x[:, 0] - x[:, 1]).tolist()
    [-1.0, 1.0]
    """
    centred = inputs - inputs.mean(axis=0)
    spread = centred.std(axis=0)
    standard = np.divide(centred, spread, out=np.zeros_like(centred), where=spread > 0)
    slopes = np.linalg.lstsq(standard, result - result.mean(), rcond=None)[0]
    noise = 1e-12 * max(float(np.abs(result).max(initial=0.0)), 1e-300)
    signs: Floats = np.where(np.abs(slopes) > noise, -np.sign(slopes), 0.0)
    return signs
