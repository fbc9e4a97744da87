"""Standard streams of the command line: encoding, line ends, and readers that close a pipe early.

Files and pipes get UTF-8 with the line ends that the program writes, so that the same command writes the same bytes on
every system and in every locale. A terminal keeps its encoding; a character that it cannot show is written as
``\\uXXXX``, which in JSON is the same character. Control characters are replaced by ``timeback._escaping.terminal``.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stdout, suppress
from typing import BinaryIO, Final, TextIO, TypeVar, cast

from timeback._escaping.terminal import clean_output, plain
from timeback._escaping.terminal import install as install_cleaning

T = TypeVar("T")

_ERRORS: Final = "timeback.escape"
# Windows reports EINVAL for a write to a pipe whose reader has closed it.
_CLOSED_PIPE: Final = {errno.EPIPE, errno.ESHUTDOWN} | ({errno.EINVAL} if sys.platform == "win32" else set())
# The order matters: the mark of UTF-32 starts with that of UTF-16.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def _escape(error: UnicodeError) -> tuple[str, int]:
    """Replace what an encoding lacks by ``\\uXXXX``, as JSON does: two of them above U+FFFF."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)), error.end


codecs.register_error(_ERRORS, _escape)


class OutputStream(io.TextIOWrapper):
    """Text written to the binary layer of a standard stream.

    Attributes:
        reader_gone: whether the reader of the pipe has closed it. What is written afterwards is discarded, so that a
            command that changes data completes, and keeps its exit code.
    """

    def __init__(self, stream: TextIO, *, diagnostics: bool) -> None:
        """Flush the stream and write to its binary layer, which is never closed.

        Args:
            stream: a stream with a ``buffer``.
            diagnostics: whether to ignore every failure to write, so that a full disk or a closed terminal for
                progress and messages does not end the command.
        """
        stream.flush()
        # Kept, because the collection of the stream would close its binary layer.
        self._stream = stream
        self._terminal = stream.isatty()
        self._diagnostics = diagnostics
        self.reader_gone = False
        super().__init__(
            stream.buffer,
            encoding=stream.encoding if self._terminal else "utf-8",
            errors=_ERRORS,
            newline=None if self._terminal else "\n",
            line_buffering=self._terminal or diagnostics,
            write_through=getattr(stream, "write_through", False),
        )

    def isatty(self) -> bool:
        return self._terminal

    def write(self, text: str) -> int:
        try:
            return super().write(text)
        except OSError as error:
            self._handle(error)
            return len(text)

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            self._handle(error)

    def close(self) -> None:
        # The stream below belongs to the process, and the garbage collector calls this.
        if not self.closed:
            self.flush()

    def _handle(self, error: OSError) -> None:
        if error.errno in _CLOSED_PIPE:
            self.reader_gone = True
            discard_output(self)
        elif not self._diagnostics:
            raise error


def discard_output(stream: TextIO) -> None:
    """Discard what a stream holds and what is written to it later, so that flushing it at exit does not fail again."""
    with suppress(OSError, ValueError):
        number = stream.fileno()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, number)
        os.close(null)


def install() -> None:
    """Prepare the standard streams and the arguments of this process, until it exits."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # A process may be started without them. A file opened later would get the number of the missing stream.
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for the process
    # In an ASCII locale Python does not decode the bytes of arguments that are UTF-8.
    sys.argv[1:] = map(_decode_argument, sys.argv[1:])
    _wrap()
    install_cleaning()


@contextmanager
def command_streams() -> Iterator[None]:
    """Prepare standard output and standard error while the block runs."""
    before = sys.stdout, sys.stderr
    _wrap()
    wrapped = sys.stdout, sys.stderr
    try:
        with clean_output():
            yield
    finally:
        for name, old, new in zip(("stdout", "stderr"), before, wrapped, strict=True):
            if new is not old:
                new.flush()
                # A stream that other code has set meanwhile stays.
                if getattr(sys, name) is new:
                    setattr(sys, name, old)


def _wrap() -> None:
    """Replace the standard streams. A stream without a binary layer, as in a notebook, stays."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if isinstance(stream, io.TextIOBase) and hasattr(stream, "buffer") and not isinstance(stream, OutputStream):
            setattr(sys, name, OutputStream(cast(TextIO, stream), diagnostics=name == "stderr"))


def while_read(items: Iterable[T]) -> Iterator[T]:
    """Yield items until the reader of standard output has closed the pipe, as in ``| head -1``."""
    output = plain(sys.stdout)
    for item in items:
        yield item
        if _has_lost_reader(output):
            return


def is_read() -> bool:
    """Return whether standard output still has a reader."""
    return not _has_lost_reader(plain(sys.stdout))


def _has_lost_reader(stream: object) -> bool:
    return getattr(stream, "reader_gone", False)


def displayable(text: str, stream: TextIO | None = None) -> str:
    """Return text as a stream shows it, with ``\\uXXXX`` for what its encoding lacks: for the width of a column.

    Args:
        stream: by default, standard output.
    """
    encoding = getattr(stream or sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, _ERRORS).decode(encoding)


@contextmanager
def prompting() -> Iterator[None]:
    """Keep prompts out of standard output. Some versions of click print the end of a prompt there."""
    with redirect_stdout(sys.stderr):
        yield


def read_text(file: BinaryIO) -> str:
    """Read a text file or standard input: UTF-8 in every locale, with or without a byte order mark.

    UTF-16 and UTF-32 with a byte order mark are accepted, because shells of Windows write them. A terminal has an
    encoding of its own.

    Raises:
        UnicodeDecodeError: it has another encoding.
    """
    data = file.read()
    if file.isatty():
        return data.decode(sys.stdin.encoding)
    return data.decode(next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8"))


def read_standard_input() -> str:
    """Read standard input as ``read_text`` does. Characters that are invalid are replaced, for text without accents."""
    data = getattr(sys.stdin, "buffer", None)
    if data is None:
        return sys.stdin.read()
    try:
        return read_text(data)
    except UnicodeDecodeError as error:
        return error.object.decode("utf-8", "replace")


def _decode_argument(argument: str) -> str:
    if argument.isascii():
        return argument
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument
