from detente.methods.kendall import kendall_distance


def test_kendall_distance_counts_the_pairs_turned_round() -> None:
    assert kendall_distance((0, 1, 2, 3), (0, 1, 2, 3)) == 0
    assert kendall_distance((0, 1, 2, 3), (1, 0, 3, 2)) == 2
    assert kendall_distance((0, 1, 2, 3), (3, 2, 1, 0)) == 6
