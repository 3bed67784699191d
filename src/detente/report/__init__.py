"""A study made readable: one list of blocks, drawn as HTML, as PDF and on the terminal."""
