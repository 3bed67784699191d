"""Other people's programs on the same input: answers are compared first, then processor time."""
