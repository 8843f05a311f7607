"""Other processes for the maps of a long run; the caller takes a share of the work instead of waiting.

Fingerprinting, reading conduct and scoring need no order, so every core can do them; filing is a fold and
stays with the caller. A short run never starts a process.
"""

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from itertools import chain, islice
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from loky import ProcessPoolExecutor, cpu_count

__all__ = ["Workers", "spare_collector"]

AHEAD = 20  # items in work before one is asked for: bounds the memory
MOST = 7

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
            if not following or cpu_count() < 2:
                yield from map(here, chain(few, following, rest))
                return
            rest = chain(few, following, rest)
            self._pool = ProcessPoolExecutor(
                min(cpu_count() - 1, MOST), initializer=_start, initargs=(self._equipment,)
            )
        yield from self._shared(self._pool, there, rest, here)

    def _shared(
        self,
        pool: ProcessPoolExecutor,
        there: Callable[[W, Item], Result],
        items: Iterator[Item],
        here: Callable[[Item], Result],
    ) -> Iterator[Result]:
        pending: deque[tuple[Item, Future[Result]]] = deque()
        while True:
            for item in islice(items, AHEAD - len(pending)):
                pending.append((item, pool.submit(_there, there, item)))
            if not pending:
                return
            item, future = pending.popleft()
            while not future.done():
                if future.cancel():  # nobody has begun it
                    yield here(item)
                    break
                waiting = next((i for i, (_, f) in enumerate(pending) if f.cancel()), None)
                if waiting is None:
                    break
                mine = pending[waiting][0]
                taken: Future[Result] = Future()
                taken.set_result(here(mine))
                pending[waiting] = mine, taken
            if not future.cancelled():
                yield future.result()


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
