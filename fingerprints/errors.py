"""The one error tree.

    MingjianError
    ├── UsageError            the caller's mistake: wrong option, wrong file, wrong order   (exit 2, HTTP 4xx)
    │   ├── UnreadableInput   the input is not what an importer can read
    │   └── KeyRingError      the key ring is missing, open to others, broken or not this database's
    └── StageError            a stage failed part-way; says what was kept                   (exit 3, HTTP 5xx)

A message says what was wrong, where, and what to do. It never carries a value from a complaint (law 4).
"""

__all__ = ["KeyRingError", "MingjianError", "StageError", "UnreadableInput", "UsageError"]


class MingjianError(Exception):
    """Root of every error that mingjian raises on purpose."""


class UsageError(MingjianError):
    """The caller can mend this: an option, a path, an order of calls."""


class UnreadableInput(UsageError):
    """The input as a whole cannot be read. A single bad row is a rejection, never this."""


class KeyRingError(UsageError):
    """The key ring cannot be used safely."""


class StageError(MingjianError):
    """A stage failed part-way. The message says which batches were kept."""
