"""Bytes to text: the guards that stand before the YAML parser."""

import re

from detente.base.diagnostics import Diagnostic, Location
from detente.base.errors import CaseError

MAX_BYTES = 2_000_000

_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
# What YAML calls printable; everything else can hide from the reader's eye.
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def decode(content: bytes | str, file: str, most: int = MAX_BYTES) -> str:
    """The text of a file, if it is UTF-8, printable and of no more bytes than a case needs.

    Raises:
        CaseError: It is not.
    """
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    if len(raw) > most:
        raise _refusal(
            "yaml/too-large",
            f"the file has more than {most:,} bytes; no case needs so many",
            Location(file, 1, 1),
        )
    text = _utf8(raw, file) if isinstance(content, bytes) else content
    if match := _UNPRINTABLE.search(text):
        raise _refusal(
            "yaml/nul-byte" if match[0] == "\0" else "yaml/encoding",
            f"the character U+{ord(match[0]):04X} cannot be seen and may not stand in a case",
            place_of(text, match.start(), file),
            "delete it",
        )
    return text


def _utf8(raw: bytes, file: str) -> str:
    hint = "save the file as UTF-8"
    if raw.startswith(_WIDE_MARKS):
        raise _refusal(
            "yaml/encoding", "the file is UTF-16 or UTF-32, not UTF-8", Location(file, 1, 1), hint
        )
    body = raw.removeprefix(_UTF8_MARK)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        before = body[: error.start].decode("utf-8")
        message = f"byte 0x{body[error.start]:02X} is not UTF-8"
        raise _refusal(
            "yaml/encoding", message, place_of(before, len(before), file), hint
        ) from None


def place_of(text: str, position: int, file: str) -> Location:
    """The line and column of a character of a text."""
    start = text.rfind("\n", 0, position) + 1
    return Location(file, text.count("\n", 0, position) + 1, position - start + 1)


def _refusal(code: str, message: str, location: Location, hint: str = "") -> CaseError:
    return CaseError((Diagnostic(code=code, message=message, location=location, hint=hint),))
