"""A limit of the system on the size of files, which stands for a full disk."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let writes beyond a size fail with EFBIG. Python ignores the signal that would end the process.

    No bytecode is written meanwhile: Python does not notice a short write, and the module that it cut off could not be
    imported by any process.
    """
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[0][1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before[0])
        sys.dont_write_bytecode = before[1]
