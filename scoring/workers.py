"""Other processes for the maps of a long run; the caller takes a share of the work instead of waiting.

Fingerprinting, reading conduct and scoring need no order, so every core can do them; filing is a fold and
stays with the caller. A short run never starts a process.
"""

import gc
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import partial
from itertools import chain, islice
from threading import Lock
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from loky import ProcessPoolExecutor, cpu_count

__all__ = ["Workers", "spare_collector"]

AHEAD = 20  # items in work before one is asked for: bounds the memory
MOST = 7
SWITCH = 0.0005  # seconds: results of other processes wait for a busy caller ten times as long by default

W = TypeVar("W")
Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers(Generic[W]):
    """Processes that hold one piece of equipment each.

    Parameters
    ----------
    equipment : object
        What every task is given beside its item; pickled once a process.
    inline : int
        Items that are not worth a process.
    """

    def __init__(self, equipment: W, inline: int) -> None:
        self._equipment = equipment
        self._inline = inline
        self._processes = min(cpu_count() - 1, MOST)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, kill_workers=kind is not None)

    def each(
        self,
        there: Callable[[W, Item], Result],
        items: Iterable[Item],
        here: Callable[[Item], Result],
    ) -> Iterator[Result]:
        """Results in the order of the items.

        Parameters
        ----------
        there : callable
            Importable; runs in another process, with the equipment.
        items : iterable
        here : callable
            The same work in this process.
        """
        rest = iter(items)
        if self._pool is None:
            few = list(islice(rest, self._inline))
            following = list(islice(rest, 1))
            if not following or not self._processes:
                yield from map(here, chain(few, following, rest))
                return
            rest = chain(few, following, rest)
            sys.setswitchinterval(SWITCH)
            self._pool = ProcessPoolExecutor(
                self._processes, initializer=_start, initargs=(self._equipment,)
            )
        yield from self._shared(self._pool, there, rest, here)

    def _shared(
        self,
        pool: ProcessPoolExecutor,
        there: Callable[[W, Item], Result],
        items: Iterator[Item],
        here: Callable[[Item], Result],
    ) -> Iterator[Result]:
        ordered: deque[Future[Result]] = deque()
        line = _Line[Item, Result](lambda item: pool.submit(_there, there, item), self._processes)
        while True:
            for item in islice(items, AHEAD - len(ordered)):
                ordered.append(line.join(item))
            if not ordered:
                return
            first = ordered.popleft()
            while not first.done() and (waiting := line.take()) is not None:
                item, mine = waiting
                try:
                    mine.set_result(here(item))
                except Exception as error:  # told in its turn: what comes before is kept
                    mine.set_exception(error)
            yield first.result()


class _Line(Generic[Item, Result]):
    """Items that wait for a process, few of them handed over, so that the caller can take the next."""

    def __init__(self, submit: Callable[[Item], Future[Result]], processes: int) -> None:
        self._submit = submit
        self._room = processes + 1  # one more than can be worked on, so that no process waits
        self._lock = Lock()
        self._waiting: deque[tuple[Item, Future[Result]]] = deque()

    def join(self, item: Item) -> Future[Result]:
        """Stand in line; the result comes from another process unless the caller takes the item."""
        promise: Future[Result] = Future()
        with self._lock:
            self._waiting.append((item, promise))
        self._hand_over()
        return promise

    def take(self) -> tuple[Item, Future[Result]] | None:
        """The next item that nobody works on, for the caller."""
        with self._lock:
            return self._waiting.popleft() if self._waiting else None

    def _hand_over(self) -> None:
        with self._lock:
            if not self._room or not self._waiting:
                return
            self._room -= 1
            item, promise = self._waiting.popleft()
        self._submit(item).add_done_callback(partial(self._done, promise))

    def _done(self, promise: Future[Result], made: Future[Result]) -> None:
        with self._lock:
            self._room += 1
        if made.cancelled():
            promise.cancel()
        elif (error := made.exception()) is not None:
            promise.set_exception(error)
        else:
            promise.set_result(made.result())
            self._hand_over()


_equipment: Any = None  # set once in each process


def spare_collector() -> None:
    """Look for cycles rarely: a batch lives until it is committed, and leaves none."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


def _start(equipment: Any) -> None:
    global _equipment  # noqa: PLW0603  # a process pool hands over state in no other way
    _equipment = equipment
    spare_collector()


def _there(task: Callable[[Any, Item], Result], item: Item) -> Result:
    return task(_equipment, item)
