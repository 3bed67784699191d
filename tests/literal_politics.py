"""Elections and the spatial model of politics, written down as the formulas stand: slow and plain.

An oracle for the tests of `methods.condorcet_election` and `methods.spatial_politics`. It shares no
code with them and names the switches by words of its own.
"""

import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

Vector = list[float]
Matrix = list[Vector]

RESPONSES: dict[str, Callable[[float], float]] = {
    "proportional": lambda du: du,
    "binary": lambda du: min(1.0, max(-1.0, du / 1e-8)),
    "proportional_binary": lambda du: 0.8 * du + 0.2 * min(1.0, max(-1.0, du / 1e-8)),
    "cubic": lambda du: du**3,
    "proportional_cubic": lambda du: 0.5 * du + 0.5 * du**3,
    "prospect": lambda du: du if du < 0 else 2 * du / 3,
}
POWERS = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}


class Switches(NamedTuple):
    """The words of the switches."""

    voting: str = "proportional"
    victory: str = "linear"
    succession: str = "conditional"
    risk_estimate: str = "one_third"
    risk_range: str = "from_minus_half"
    third_party: str = "semi_commitment"
    interpolation: str = "squares"
    bargain: str = "initiator"


class Group(NamedTuple):
    """The actors: theta, s, c and a of the model."""

    theta: Matrix
    s: Matrix
    c: Vector
    a: Matrix


class Scene(NamedTuple):
    """A turn: how far each ideal is from each position, and the risk attitudes."""

    switches: Switches
    group: Group
    d: Matrix
    r: Vector


# ---------------------------------------------------------------- elections


def coalitions(switches: Switches, u: Matrix, w: Vector) -> Matrix:
    """C_ab = 1e-8 + the positive votes for a against b; u is [actor][option]."""
    options = range(len(u[0]))
    return [
        [1e-8 + sum(support(switches, u[k], w[k], a, b) for k in range(len(w))) for b in options]
        for a in options
    ]


def support(switches: Switches, u: Vector, w: float, a: int, b: int) -> float:
    """What one actor adds for a against b. Asked is about the later option against the earlier."""
    vote = w * response(switches, u[max(a, b)] - u[min(a, b)])
    return max(0.0, vote if a > b else -vote)


def response(switches: Switches, du: float) -> float:
    return 0.0 if abs(du) <= 1e-14 else RESPONSES[switches.voting](du)


def victory(switches: Switches, strength: float, against: float) -> float:
    if switches.victory == "binary":
        if strength >= 1.1 * against:
            return 1 / (1 + 1e-6)
        if against >= 1.1 * strength:
            return 1e-6 / (1 + 1e-6)
        return (2.1 * strength / (strength + against) - 1) / 0.1
    e = POWERS[switches.victory]
    return strength**e / (strength**e + against**e)


def election(switches: Switches, u: Matrix, w: Vector) -> Vector:
    c = coalitions(switches, u, w)
    n = range(len(c))
    p_win = [[0.5 if a == b else victory(switches, c[a][b], c[b][a]) for b in n] for a in n]
    if switches.succession == "conditional":
        products = [math.prod(row) for row in p_win]
        return [x / sum(products) for x in products]
    t = [[1 / len(c) for _ in n] for _ in n]
    stop = 1e-6
    if switches.succession == "markov_incentive":
        stop = 1e-8
        wish = [[c[a][b] * p_win[a][b] + (1e-10 if a == b else 0) for b in n] for a in n]
        t = [[wish[a][b] / sum(wish[k][b] for k in n) for b in n] for a in n]
    p, change = [1 / len(c) for _ in n], math.inf
    while change > stop:
        q = [sum(p_win[a][b] * (p[a] * t[b][a] + p[b] * t[a][b]) for b in n) for a in n]
        change = max(abs(x - y) for x, y in zip(p, q, strict=True))
        p = [(x + y) / 2 for x, y in zip(p, q, strict=True)]
    return p


# ---------------------------------------------------------------- the spatial model


def distance(s: Vector, x: Vector, y: Vector) -> float:
    top = sum((k * (a - b)) ** 2 for k, a, b in zip(s, x, y, strict=True))
    return math.sqrt(top / sum(k**2 for k in s))


def utility(d: float, r: float) -> float:
    return (1 - d) * (1 + d * r) if d <= 1 else (1 - d) * (1 + r)


def risks(switches: Switches, group: Group, d: Matrix) -> Vector:
    p = election(switches, [[1 - x for x in row] for row in d], group.c)
    low, high = min(p), max(p)
    if high - low <= 1e-12:
        return [0.0 for _ in p]
    formulas = {
        "from_zero": lambda x: (x - low) / (high - low),
        "from_minus_half": lambda x: (3 * x - high - 2 * low) / (2 * (high - low)),
        "from_minus_one": lambda x: (2 * x - high - low) / (high - low),
    }
    return [formulas[switches.risk_range](x) for x in p]


def estimate(switches: Switches, own: float, other: float) -> float:
    return {
        "none": own,
        "one_third": (2 * own + other) / 3,
        "half": (own + other) / 2,
        "two_thirds": (own + 2 * other) / 3,
        "full": other,
    }[switches.risk_estimate]


def contest(scene: Scene, h: int, i: int, j: int) -> tuple[float, float]:
    """P(i > j) and the gain of i, in the eyes of h."""
    switches, group, d, r = scene

    def u(k: int, at: int) -> float:
        return utility(d[k][at], estimate(switches, r[h], r[k]))

    def vote(k: int, du: float) -> float:
        return sum(group.s[k]) * group.c[k] * response(switches, du)

    votes = [vote(i, u(i, i) - u(i, j)), vote(j, u(j, i) - u(j, j))]
    a0 = 1e-10 + sum(v for v in votes if v > 0)
    b0 = 1e-10 - sum(v for v in votes if v < 0)
    a, b = a0, b0
    for m in set(range(len(r))) - {i, j}:
        v0 = vote(m, u(m, i) - u(m, j))
        p = (a0 + max(v0, 0)) / (a0 + max(v0, 0) + b0 + max(-v0, 0))
        mi, mj, mm = u(m, i), u(m, j), u(m, m)
        ik_beat_j, j_beats_ik, i_beats_jk, jk_beat_i = {
            "no_commitment": (2 * mi + mm, 2 * mj + mm, 2 * mi + mm, 2 * mj + mm),
            "semi_commitment": (2 * mi + mm, 3 * mj, 3 * mi, 2 * mj + mm),
            "full_commitment": (3 * mi, 3 * mj, 3 * mi, 3 * mj),
        }[switches.third_party]
        with_i = p * ik_beat_j + (1 - p) * j_beats_ik
        with_j = p * i_beats_jk + (1 - p) * jk_beat_i
        v = vote(m, with_i - with_j)
        a, b = a + max(v, 0), b + max(-v, 0)
    p = a / (a + b)
    s_j = sum(group.s[j])
    fight = p * 2 * u(i, i) + (1 - p) * 2 * u(i, j)
    return p, (1 - s_j) * 2 * u(i, i) + s_j * fight - u(i, i) - u(i, j)


def interpolated(
    switches: Switches, group: Group, i: int, j: int, p_i: float
) -> tuple[Vector, Vector]:
    """The new positions of i and of j."""
    ours, theirs = [], []
    p_j = 1 - p_i
    for x, y, s_i, s_j in zip(group.theta[i], group.theta[j], group.s[i], group.s[j], strict=True):
        if switches.interpolation == "stronger_only":
            d_i, d_j = max(0, p_j - p_i), max(0, p_i - p_j)
            part_i = d_i * s_j**2 / (d_i * s_j**2 + 1e-6 + (1 - d_i) * s_i**2)
            part_j = d_j * s_i**2 / (d_j * s_i**2 + 1e-6 + (1 - d_j) * s_j**2)
            ours.append(x + part_i * (y - x))
            theirs.append(y + part_j * (x - y))
            continue
        power = 2 if switches.interpolation == "squares" else 1
        w_i, w_j = (s_i * p_i) ** power, (s_j * p_j) ** power
        total = w_i + w_j + 1e-6
        for terms, value in (
            (ours, ((w_i + 1e-6) * x + w_j * y) / total),
            (theirs, (w_i * x + (w_j + 1e-6) * y) / total),
        ):
            terms.append(math.floor(0.5 + 1e4 * value) / 1e4)
    return ours, theirs


Bargain = tuple[int, int, Vector, Vector]


def proposals(scene: Scene) -> list[Bargain]:
    switches, group, _, r = scene
    made: list[Bargain] = []
    n = range(len(r))
    for i in n:
        seen = {j: contest(scene, i, i, j) for j in n if j != i}
        best = max(gain for _, gain in seen.values())
        target = next(j for j in seen if seen[j][1] >= best - 1e-15)
        if best <= 1e-5:
            continue
        by_i = interpolated(switches, group, i, target, seen[target][0])
        p_by_j, _ = contest(scene, target, i, target)
        by_j = interpolated(switches, group, i, target, p_by_j)
        if switches.bargain == "initiator":
            made.append((i, target, *by_i))
        elif switches.bargain == "both":
            made += [(i, target, *by_i), (i, target, *by_j)]
        else:
            w_i = group.c[i] * sum(group.s[i])
            w_j = group.c[target] * sum(group.s[target])
            ours, theirs = (
                [(w_i * x + w_j * y) / (w_i + w_j) for x, y in zip(one, two, strict=True)]
                for one, two in zip(by_i, by_j, strict=True)
            )
            made.append((i, target, ours, theirs))
    return made


def next_positions(
    switches: Switches, group: Group, q: Matrix, luck: Sequence[float] | None
) -> Matrix:
    """One turn; without luck each actor takes the likeliest bargain of its queue."""
    n = range(len(group.c))
    d = [[distance(group.s[i], q[i], group.theta[j]) for j in n] for i in n]
    r = risks(switches, group, d)
    scene = Scene(switches, group, d, r)
    made = proposals(scene)
    after = []
    for k in n:
        queue: list[Bargain | None] = [None, *(b for b in made if k in b[:2])]
        u = [[mean_utility(scene, q, a, bargain) for bargain in queue] for a in n]
        p = election(switches, u, group.c)
        if luck is None:
            taken = queue[next(x for x in range(len(p)) if p[x] >= max(p) - 1e-15)]
        else:
            reached = [sum(p[: x + 1]) for x in range(len(p))]
            taken = queue[next((x for x in range(len(p)) if luck[k] < reached[x]), -1)]
        if taken is None:
            after.append(group.theta[k])
        else:
            after.append(taken[2] if taken[0] == k else taken[3])
    return after


def mean_utility(scene: Scene, q: Matrix, a: int, bargain: Bargain | None) -> float:
    _, group, d, r = scene
    values = [utility(d[a][j], r[a]) for j in range(len(r))]
    if bargain is not None:
        for mover, place in ((bargain[0], bargain[2]), (bargain[1], bargain[3])):
            values[mover] = utility(distance(group.s[a], q[a], place), r[a])
    return sum(values) / len(values)


def history(
    switches: Switches, group: Group, luck: Sequence[Sequence[float]] | None = None
) -> list[Matrix]:
    """The positions before each turn and at the end."""
    n, dimensions = range(len(group.c)), range(len(group.theta[0]))
    states, q = [group.theta], group.theta
    for t in range(100):
        now = group._replace(theta=states[-1])
        states.append(next_positions(switches, now, q, None if luck is None else luck[t]))
        q = [
            [
                sum(group.a[i][j] * states[-1][j][k] for j in n) + (1 - sum(group.a[i])) * q[i][k]
                for k in dimensions
            ]
            for i in n
        ]
        steps = [
            sum(math.dist(x, y) for x, y in zip(states[m], states[m + 1], strict=True))
            for m in (0, t)
        ]
        if t >= 1 and steps[1] / (steps[0] + 1e-4) < 0.02:
            break
    return states
