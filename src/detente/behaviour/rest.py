"""Whether the calculation of behaviour came to rest, as a sentence for those who read on."""

from detente.behaviour.lab import Lab
from detente.results import Finding, Topic


def provisional(lab: Lab) -> tuple[Finding, ...]:
    """One sentence if the headline's behaviour did not come to rest, else none."""
    if lab.solution().converged:
        return ()
    said = "What follows from behaviour is provisional here: its calculation did not come to rest."
    return (Finding(topic=Topic.ANNEX, sentence=said),)
