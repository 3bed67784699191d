"""detente makes international negotiations computable."""

__version__ = "0.1.0"
__all__ = ["__version__"]
