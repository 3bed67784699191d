"""The command line: words in, words out; everything heavy is imported inside a command."""

from detente.cli.main import main

__all__ = ["main"]
