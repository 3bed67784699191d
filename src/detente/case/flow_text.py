"""Plain values to YAML text that our own reader reads back as the same values."""

from typing import Any, TypeAlias

import yaml

from detente.case.yaml_cuts import stands_alone
from detente.case.yaml_scalars import resolve

Plain: TypeAlias = object
"""None, a truth value, a number, a text, a list or a mapping with text keys."""

_LINE = 100
_ENDLESS = 2**30


class _Dumper(yaml.CSafeDumper):
    """Quotes just those texts that would read back as something else under YAML 1.2."""

    def ignore_aliases(self, data: object) -> bool:
        """Nothing is ever written as an alias: the reader refuses them."""
        del data
        return True

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        """The tag a plain word would get from our reader."""
        if kind is not yaml.ScalarNode or not implicit[0]:
            return str(super().resolve(kind, value, implicit))  # type: ignore[no-untyped-call]
        return f"tag:yaml.org,2002:{_kind(value)}"


def _kind(word: str) -> str:
    """What a plain word would be to our reader."""
    if not stands_alone(word):
        return "never plain"
    try:
        return _KINDS[type(resolve(word))]
    except ArithmeticError:
        return "float"


_KINDS = {type(None): "null", bool: "bool", int: "int", float: "float", str: "str"}


def flow_text(value: Plain) -> str:
    """A value in one line.

    >>> flow_text({"at": [5, 20, 40], "name": "NO"})
    '{at: [5, 20, 40], name: NO}'
    """
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=True,
        allow_unicode=True,
        width=_ENDLESS,
        sort_keys=False,
    )
    return text.removesuffix("\n").removesuffix("\n...")


def block_text(value: Plain) -> str:
    """A value over as many lines as read well: innermost mappings and lists in one line."""
    return yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=None,
        allow_unicode=True,
        width=_LINE,
        sort_keys=False,
    )
