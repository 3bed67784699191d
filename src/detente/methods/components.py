"""Which states lead back to each other, and in which order the groups must be solved."""

from detente.methods.component_kernels import strong_components
from detente.methods.game import Ints


def components(
    set_ptr: Ints, act_ptr: Ints, act_to: Ints, shift_ptr: Ints, shift_to: Ints
) -> tuple[Ints, Ints]:
    """The strongly connected components, successors first: `(comp_ptr, comp_state)`.

    A component's states are `comp_state[comp_ptr[q]:comp_ptr[q + 1]]`, in ascending order.
    Cost: linear in states, actions and shifts.

    Example:
        Two states that lead to each other and to a third.

        >>> import numpy as np
        >>> ptr, state = components(
        ...     np.array([0, 1, 2, 2]), np.array([0, 2, 3]), np.array([1, 2, 0]),
        ...     np.array([0, 0, 0, 0]), np.array([], np.int64),
        ... )
        >>> ptr.tolist(), state.tolist()
        ([0, 1, 3], [2, 0, 1])
    """
    return strong_components(set_ptr, act_ptr, act_to, shift_ptr, shift_to)
