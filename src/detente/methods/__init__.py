"""Pure algorithms named after the literature; numbers in, numbers out."""
