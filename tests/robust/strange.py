"""Small strange cases, all valid: what an analyst may write and nobody thought of."""

from textwrap import dedent

HEADING = """\
detente: 1
id: strange
title: A strange case
as_of: 2020-01-01
"""

LONG = "n" * 120
TWELVE = [f"A{k}" for k in range(12)]

CASES = {
    "one actor, one move": """
        actors: {A: {}}
        moves: {m: {by: A}}
        """,
    "one actor, no moves at all": """
        actors: {A: {}}
        """,
    "no moves, but goals, questions and facts": """
        actors: {A: {}, B: {may_walk_away: true}}
        facts: {nothing: "false"}
        goals: {A: {peace: {weight: 10, measure: not breakdown}}}
        questions: {q: {event: breakdown, by: 2020-07-01}}
        """,
    "no goals": """
        actors: {A: {}, B: {}}
        moves: {m: {by: [A, B]}, n: {by: B, requires: m}}
        questions: {q: {event: n, by: 2021-07-01}}
        """,
    "everything stands already": """
        actors: {A: {}, B: {}}
        moves: {m: {by: [A, B]}, n: {by: B, requires: m}}
        standing: [m, n]
        goals: {A: {g: {weight: [5, 10], measure: m and n}}}
        strategies: {A: {s: {first: [m]}, t: {never: [m]}}}
        questions: {q: {event: n, by: 2021-07-01}}
        """,
    "moves that can never happen": """
        actors: {A: {}, B: {}}
        moves:
          m: {by: A, pace: 0}
          n: {by: B, requires: m}
          late: {by: B, from: 2026-01-01}
          past: {by: B, until: 2019-01-01}
        goals:
          A: {g: {weight: 10, measure: n}, h: {weight: 1, measure: late}}
          B: {p: {weight: 3, measure: past}}
        questions: {q: {event: n, by: 2021-07-01}}
        """,
    "paces and rates of zero": """
        actors: {A: {pace: 0, may_walk_away: true}, B: {pace: 0}}
        moves: {m: {by: A, reversible: A, undo_pace: 0}, n: {by: [A, B]}}
        shocks: {s: {rate: 0, undoes: [m]}}
        scheduled: [{move: n, between: [2020-02-01, 2020-03-01], held: 0}]
        breakdown: {pace: 0, rate: 0, resumes: 0}
        goals: {A: {g: {weight: 10, measure: m}}, B: {g: {weight: 0, measure: n}}}
        """,
    "a scheduled move that surely happens": """
        actors: {A: {}, B: {}}
        moves: {m: {by: [A, B], pace: 0}, n: {by: B, requires: m}}
        scheduled: [{move: m, between: [2020-02-01, 2020-02-01], held: 1}]
        goals: {A: {g: {weight: 10, measure: n}}, B: {g: {weight: 5, measure: -n}}}
        questions: {q: {event: m, by: 2020-02-01}, r: {event: n, by: 2020-01-02}}
        """,
    "reversible cycles": """
        actors: {A: {}, B: {}}
        moves:
          m: {by: A, reversible: [A, B]}
          n: {by: B, reversible: B, requires: m}
        goals:
          A: {g: {weight: [5, 10, 20], measure: m and not n}}
          B: {g: {weight: 10, measure: n - m, once: [{on: undo m, pays: -0.1}]}}
        """,
    "shocks both ways": """
        actors: {A: {}, B: {}}
        variables: {tension: {levels: [calm, tense, crisis], start: tense}}
        moves: {m: {by: A, requires: tension = calm, sets: {tension: crisis}}}
        shocks:
          up: {rate: [0.1, 0.5], sets: {tension: crisis}}
          down: {rate: [0.1, 0.5, 2], sets: {tension: calm}, when: tension = crisis, undoes: [m]}
        facts: {heat: tension = crisis, cold: not heat}
        goals: {A: {g: {weight: 10, measure: tension = calm}}, B: {g: {weight: 5, measure: m}}}
        questions: {q: {event: tension = crisis, by: 2020-04-01}}
        """,
    "breakdown that unwinds and resumes": """
        actors: {A: {may_walk_away: true}, B: {may_walk_away: true}}
        moves: {m: {by: A}, n: {by: B, requires: m}}
        breakdown:
          pace: [0.1, 0.9]
          rate: 0.2
          unwinds: [m, n]
          resumes: [0.2, 2]
          afterwards: {A: -5, B: 3}
        goals: {A: {g: {weight: 10, measure: n}}, B: {g: {weight: 5, measure: m - 0.5 * n}}}
        questions:
          q: {event: breakdown, by: 2021-04-01}
          r: {event: breakdown and m, by: 2021-04-01}
        """,
    "windows and dates partly before today": """
        actors: {A: {}, B: {}, C: {}}
        moves:
          m: {by: [A, B], from: 2019-01-01, until: 2020-06-30}
          n: {by: [B, C], from: 2020-03-01}
          o: {by: C, until: 2019-12-31}
        channels:
          - {between: [A, B], since: 2020-02-01, strength: 0.5}
          - {between: [B, C], since: 2019-02-01, strength: [0.2, 0.9]}
        scheduled: [{move: m, between: [2019-12-01, 2020-02-15], held: [0.2, 0.5, 0.9]}]
        goals: {A: {g: {weight: 10, measure: m and n}}, C: {g: {weight: [2, 5], measure: n - o}}}
        """,
    "closed lines and a broker": """
        actors: {A: {}, B: {}, C: {}}
        moves: {m: {by: [A, C]}, n: {by: [A, B, C], how: at_least(2)}, t: {by: A}}
        channels:
          - {between: [A, B], strength: 0.9}
          - {between: [B, C], strength: 0.4}
          - {between: [A, C], open: false, strength: 0.8}
        goals:
          A:
            g: {weight: 10, measure: m}
            h: {weight: 2, measure: "talks(A, C)", once: {on: open C-A, pays: -1}}
          C: {g: {weight: 10, measure: n}}
        strategies: {A: {reach: {first: [open A-C]}, shut: {never: [open A-C]}}}
        """,
    "an actor nobody can reach": """
        actors: {A: {}, B: {}, C: {}}
        moves: {m: {by: [A, B]}, n: {by: C}}
        channels: [{between: [A, B], strength: 0}]
        goals: {A: {g: {weight: 10, measure: m}}, C: {g: {weight: 10, measure: n}}}
        """,
    "rules with and without until": """
        actors: {A: {}, B: {}, C: {}}
        variables: {tension: {levels: [calm, crisis], start: calm}}
        moves: {m: {by: A, reversible: A}, n: {by: A, reversible: A}}
        shocks:
          up: {rate: 0.5, sets: {tension: crisis}}
          down: {rate: 0.5, sets: {tension: calm}}
        pressure:
          squeeze: {on: C, members: {A: {share: 1, in: true}, B: {share: 3}}, backfill: {B: 1}}
        rules:
          A:
            - {when: tension = crisis, does: m, until: tension = calm and n}
            - {when: m, does: n}
            - {when: "true", does: undo m}
          B: [{when: tension = crisis, does: join squeeze}, {when: "true", does: leave squeeze}]
        goals:
          A: {g: {weight: 10, measure: n - m}}
          C: {relief: {weight: 10, measure: -pressure(C)}}
        """,
    "levels in threats, protectors": """
        actors: {A: {}, B: {}, C: {}}
        variables: {tension: {levels: [calm, crisis], start: calm}}
        moves: {m: {by: A}, n: {by: A, sets: {tension: crisis}}}
        threats:
          gun: {held_by: A, reaches: {B: [0.2, 0.5]}, ended_by: {m: 0.5},
                factors: {tension: {calm: 0.2, crisis: 1}}, deterred_by: {C: [0.1, 0.8]}}
          bomb: {held_by: A, reaches: {C: 0.3}, carries: [head], floor: 0.1}
          head: {held_by: A, payload: true, ended_by: {n: 1}}
        goals:
          B: {safety: {weight: 10, measure: -exposure(B)}}
          C: {safety: {weight: 3, measure: -exposure(C)}}
        """,
    "only goals outside": """
        actors: {A: {}, B: {}}
        moves: {m: {by: A}}
        goals:
          A: {war: {weight: 100, measure: -m, outside: true}}
          B: {g: {weight: 0, measure: m}}
        strategies: {A: {calm: {never: [m]}}}
        """,
    "every kind of strategy": """
        actors: {A: {may_walk_away: true}, B: {}, C: {}}
        moves:
          m: {by: A, reversible: A}
          n: {by: [A, B]}
          o: {by: [A, B], how: any, reversible: A}
        pressure:
          squeeze: {on: C, members: {A: {share: 1, in: true}, B: {share: 3, in: true}}}
        goals:
          A: {g: {weight: [5, 10], measure: m and n}, h: {weight: 3, measure: pressure(C)}}
          B: {g: {weight: 10, measure: n or o}}
        strategies:
          A:
            go: {first: [m, n, leave squeeze]}
            stay: {never: [m, n, o, walk away, leave squeeze]}
            keep: {does: ["m while not n", "join squeeze while joined(B, squeeze)"]}
            mixed: {first: [o], never: [m], does: ["undo o while n"]}
            out: {first: [walk away]}
            empty: {}
          B: {loyal: {never: [leave squeeze]}}
        scenarios: {poor: {set: {goals.A.g.weight: 1}}, stands: {set: {standing: [m]}}}
        """,
    "parts that no engine uses yet": """
        actors: {A: {names: {ja: 日本}}, B: {}}
        moves: {m: {by: A}}
        issues: {price: {from: 0, to: 100, labels: {0: none, 100: all}, tied_to: {50: m}}}
        positions: {A: {price: {at: [10, 20], salience: 50, capability: 3, red_line: 5}}}
        preferences: {A: [m, not m], B: [not m]}
        perceptions: {A: {of: {B: {discount: 0.5}}}}
        sources: {s: {title: A source, date: 2019}}
        events: [{date: 2019-05-05, from: A, to: B, type: CONSULT, says: talked}]
        goals: {A: {g: {weight: 10, measure: m}}}
        claims:
          later: {says: terms meet halfway, kind: emergent, needs: bargaining, source: s}
          open: {says: will it hold, kind: question, needs: time, source: s}
          now: {says: m comes, kind: emergent, holds_when: "probability(m, by=2021-01-01) > 0.5"}
          trend: {says: more is more, kind: arithmetic, holds_when: "value(A) >= value(B)"}
        """,
    "inputs that move together": """
        actors: {A: {discount: [0.05, 0.1, 0.2]}, B: {discount: [0.05, 0.3]}}
        moves: {m: {by: [A, B], pace: [0.5, 1]}}
        goals:
          A: {g: {weight: [5, 10], measure: m}}
          B: {g: {weight: [5, 10, 30], measure: -m}}
        correlate:
          - {inputs: [actors.A.discount, actors.B.discount], rank: 0.8}
          - {inputs: [goals.A.g.weight, goals.B.g.weight, moves.m.pace], rank: -0.4}
        """,
    "orders and nothing else": """
        actors: {A: {}, B: {}, C: {}}
        moves:
          m: {by: A, reversible: A}
          n: {by: [A, B], reversible: B}
          old: {by: B, may_be_made: false, reversible: B}
        standing: [old]
        infeasible: ["at_least(2, m, old)"]
        coalesced: [m]
        preferences:
          A: {ranking: [m, not m]}
          B: [{wants: n and not m, sure: 0.7}, not m]
        perceptions: {A: {of: {B: {preferences: [m]}}, unseen: [n and old]}}
        """,
    "a graph and nothing else": """
        actors: {A: {}, B: {}}
        graph: {states: [x, y, z], arcs: {A: [[x, y], [y, z]], B: [[z, x]]}, start: y}
        preferences: {A: {ranking: [z, [x, y]], unknown: [[x, z]]}, B: {strongly: [[x, y]]}}
        """,
    "a graph with goals": """
        actors: {A: {}, B: {}}
        graph: {states: {x: {name: peace}, war: }, arcs: {A: [[x, war]], B: [[war, x]]}}
        facts: {calm: not war}
        goals: {A: {g: {weight: [1, 2], measure: war}}, B: {g: {weight: 1, measure: calm}}}
        """,
    "one state": """
        actors: {A: {}}
        moves: {m: {by: A}}
        infeasible: [m]
        preferences: {A: [m]}
        """,
    "scenarios": """
        actors: {A: {}, B: {may_walk_away: true}}
        moves: {m: {by: A}, n: {by: B, requires: m}}
        goals: {A: {g: {weight: 10, measure: m}}, B: {g: {weight: 5, measure: n}}}
        strategies: {A: {go: {first: [m]}, wait: {never: [m]}}}
        scenarios:
          fast: {set: {actors.A.pace: 12, moves.n.requires: not m}, name: A hurries}
          late: {set: {horizon: 1, as_of: 2020-02-01}}
        questions:
          q: {event: n, by: 2021-01-01, base_rate: [0.1, 0.2], analyst: 0.9, outcome: true}
        """,
    "menus": """
        choice: menu
        actors: {A: {}, B: {}}
        moves: {m: {by: A, reversible: A}, n: {by: [A, B]}, o: {by: B, requires: n}}
        goals: {A: {g: {weight: 10, measure: m}}, B: {g: {weight: 5, measure: o}}}
        strategies: {A: {go: {first: [n]}, wait: {never: [m]}}}
        """,
    "must move": """
        choice: must_move
        actors: {A: {}, B: {may_walk_away: true}}
        moves: {m: {by: A}, n: {by: B, requires: m}, o: {by: A}}
        goals: {A: {g: {weight: 10, measure: m and not o}}, B: {g: {weight: 5, measure: n}}}
        strategies: {A: {go: {first: [m]}, wait: {never: [m]}}}
        """,
    "several equilibria": """
        precision: {headline: 80, sweep: [20, 80], paces: [1, 2]}
        actors: {A: {discount: 1, pace: 4}, B: {discount: 1, pace: 4}}
        moves: {a: {by: A, reversible: A}, b: {by: B, reversible: B}}
        goals:
          A: {meet: {weight: 10, measure: "a and b"}, stay: {weight: 6, measure: "not a"}}
          B: {meet: {weight: 10, measure: "a and b"}, stay: {weight: 6, measure: "not b"}}
        """,
    "behaviour by chance": """
        precision: {headline: 0, sweep: [0], paces: [1]}
        actors: {A: {may_walk_away: true}, B: {}}
        moves: {m: {by: [A, B]}, n: {by: B}}
        goals: {A: {g: {weight: [5, 10], measure: m}}, B: {g: {weight: 5, measure: -n}}}
        strategies: {A: {go: {first: [m]}, wait: {never: [m]}}}
        """,
    "ids and names of other scripts": """
        actors: {日本: {name: "日本国 <b>&amp;", names: {ko: 일본}}, NO: {name: 대한민국}, on: {}}
        moves:
          会談: {by: [日本, NO], name: "首脳会談 {{x}} #[x] $x$"}
          y: {by: "on", name: "null"}
        facts: {もう: 会談 and y}
        goals: {日本: {利益: {weight: [5, 10], measure: 会談}}, NO: {이익: {weight: 4, measure: y}}}
        strategies: {日本: {먼저: {first: [会談]}, no: {never: [会談]}}}
        questions: {質問: {event: 会談, by: 2020-12-31}}
        """,
    "long names": f"""
        actors: {{A: {{name: "{"Very long name " * 20}"}}, B: {{name: {"x" * 300}}}}}
        moves: {{m: {{by: [A, B], name: "{"do this and that " * 25}"}}, {LONG}: {{by: B}}}}
        goals:
          A: {{g: {{weight: [1, 10], measure: m}}}}
          B: {{g: {{weight: 5, measure: {LONG}}}}}
        strategies: {{A: {{{LONG}: {{first: [m]}}, t: {{never: [m]}}}}}}
        """,
    "twelve actors": f"""
        actors: {{{", ".join(f"{a}: {{}}" for a in TWELVE)}}}
        moves: {{m: {{by: [{", ".join(TWELVE)}], how: at_least(7)}}, n: {{by: A3}}}}
        goals: {{A0: {{g: {{weight: [5, 10], measure: m}}}}, A3: {{g: {{weight: 5, measure: n}}}}}}
        """,
    "questions answered already": """
        actors: {A: {}, B: {}}
        moves: {m: {by: A}, n: {by: B}}
        standing: {m: {since: 2019-05-01}}
        facts: {so: m and not n}
        goals: {B: {g: {weight: [5, 10], measure: n}}}
        questions:
          now: {event: m, by: 2020-01-02}
          fact: {event: so, by: 2020-03-01}
          never: {event: "false", by: 2020-03-01}
          always: {event: "true", by: 2029-03-01}
        """,
    "moves that can stand in for each other": """
        actors: {A: {}, B: {}}
        moves:
          a: {by: A, requires: b or x}
          b: {by: B, requires: a or x}
          x: {by: A}
        goals: {A: {g: {weight: [5, 10], measure: a}}, B: {g: {weight: 5, measure: b}}}
        """,
    "one name for several things": """
        actors: {A: {}, B: {}}
        variables:
          sky: {levels: [dry, wet], start: dry}
          road: {levels: [wet, m, dry], start: dry}
        facts: {wet: sky = wet, slippery: wet and road != wet}
        moves: {m: {by: A, sets: {sky: wet}}, A: {by: B, requires: slippery}}
        shocks: {m: {rate: 0.3, sets: {road: wet}, when: road != m}}
        threats: {m: {held_by: A, reaches: {B: 0.3}, ended_by: {m: 0.5}}}
        goals: {A: {m: {weight: [5, 10], measure: wet}}, B: {A: {weight: 5, measure: m_left + A}}}
        strategies: {A: {m: {first: [m]}, A: {never: [m]}}}
        scenarios: {m: {set: {actors.A.pace: 9}}}
        questions: {m: {event: A, by: 2021-01-01}, breakdown: {event: m, by: 2021-01-01}}
        """,
    "a short horizon and a far one": """
        horizon: 0.1
        actors: {A: {}}
        moves: {m: {by: A}, n: {by: A, requires: m}}
        goals: {A: {g: {weight: 10, measure: n}}}
        questions: {q: {event: n, by: 2119-01-01}}
        """,
    "rates far apart": """
        actors: {A: {pace: 0.0001, discount: 0.001}, B: {pace: 300, discount: 9}}
        moves: {m: {by: A, reversible: A}, n: {by: B, reversible: B, requires: m}}
        goals: {A: {g: {weight: 0.0001, measure: m}}, B: {g: {weight: 1000000, measure: n}}}
        """,
}


def text(name: str) -> str:
    """The YAML text of a strange case."""
    return HEADING + dedent(CASES[name])
