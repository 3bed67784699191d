"""The command line: words in, words out; no logic. Everything heavy is imported inside a command."""

from detente.cli.main import main

__all__ = ["main"]
