"""Options that several commands share."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from detente.study.run import Request

Command = TypeVar("Command", bound=Callable[..., Any])

case_argument = click.argument("case", metavar="CASE")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the shared options say."""

    focal: str
    other: str
    scenario: str
    draws: int
    sweep_draws: int
    most_draws: int
    seed: int
    workers: int
    fresh: bool
    quiet: bool

    def request(self, analyses: tuple[str, ...] = ()) -> "Request":
        """The same, as a request to the study."""
        from detente.behaviour import Effort
        from detente.study.run import Request

        return Request(
            analyses=analyses,
            focal=self.focal,
            other=self.other,
            scenario=self.scenario,
            effort=Effort(
                draws=self.draws,
                sweep_draws=min(self.sweep_draws, self.draws),
                most_draws=self.most_draws,
                seed=self.seed,
                workers=self.workers,
            ),
        )


_SHARED = (
    click.option(
        "--focal", default="", metavar="ACTOR", help="Whose view; the case says, if not given."
    ),
    click.option("--other", default="", metavar="ACTOR", help="Whose policy `position` looks at."),
    click.option("--scenario", default="", metavar="NAME", help="A scenario of the case."),
    click.option(
        "--draws",
        default=256,
        show_default=True,
        type=click.IntRange(1, 4096),
        help="Draws at the headline.",
    ),
    click.option(
        "--sweep-draws",
        default=16,
        show_default=True,
        type=click.IntRange(0, 4096),
        help="Draws at each other precision and pace; 0: only the mode of all numbers.",
    ),
    click.option(
        "--most-draws",
        default=0,
        show_default="as many as --draws",
        type=click.IntRange(0, 4096),
        help="Double the draws of a claim up to so many while its verdict hangs on them.",
    ),
    click.option(
        "--seed", default=1, show_default=True, type=click.IntRange(0), help="Seed of all draws."
    ),
    click.option(
        "--workers",
        default=2,
        show_default=True,
        type=click.IntRange(1, 256),
        help="Threads; results do not depend on it.",
    ),
    click.option("--fresh", is_flag=True, help="Compute again even if the answer is remembered."),
    click.option("--quiet", is_flag=True, help="No progress."),
)


def asked(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the shared options as one value, `asked`."""

    @wraps(command)
    def gathered(**options: Any) -> Any:
        names = Asked.__slots__
        shared = Asked(**{name: options.pop(name) for name in names})
        return command(asked=shared, **options)

    for option in reversed(_SHARED):
        gathered = option(gathered)
    return gathered
