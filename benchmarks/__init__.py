"""How fast the solvers are: games to measure on, a literal baseline, and the table they fill."""
