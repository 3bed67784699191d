"""The state that a list of actions leads to, one after the other."""

import numpy as np

from detente.base.errors import StudyError
from detente.case.expressions import Action, Verb
from detente.model.compiled import Model
from detente.model.deeds import same


def follow(model: Model, actions: tuple[Action, ...]) -> int:
    """The state reached from the initial one by the listed actions in order.

    Joining and leaving are the focal actor's.

    Raises:
        StudyError: an action cannot be made where its turn comes.
    """
    state = 0
    for place, action in enumerate(actions, start=1):
        here = np.flatnonzero(model.occasions.act_state == state)
        fitting = [a for a in here if _is(model, int(a), action)]
        if not fitting:
            message = f"item {place}, '{action}', cannot be done after {model.words(state)}"
            raise StudyError(message, "list what it requires before it")
        state = int(model.topology.act_to[fitting[0]])
    return state


def _is(model: Model, act: int, action: Action) -> bool:
    deed = model.deeds[model.occasions.act_deed[act]]
    if not same(deed.action, action):
        return False
    personal = action.verb in {Verb.JOIN, Verb.LEAVE}
    return not personal or deed.actor == model.case.focal_actor
