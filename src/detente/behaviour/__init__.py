"""The solved game that all analyses read."""
