"""A page as every kit hands it over: a header, blocks that scroll, a footer."""

from collections.abc import Callable
from dataclasses import dataclass

from mingjian.simulation.screens.canvas import Canvas
from mingjian.simulation.screens.surface import Colour

__all__ = ["Block", "Page", "gap"]


@dataclass(frozen=True, slots=True)
class Block:
    """Something of a height in pixels, and how it is painted from a top edge on."""

    height: int
    paint: Callable[[Canvas, int], None]


@dataclass(frozen=True, slots=True)
class Page:
    """A screen before it is scrolled.

    Attributes
    ----------
    colour : Colour
        What is behind the blocks.
    ink : Colour
        Of the status bar and the navigation.
    header, footer : Block
        The header holds the status bar, the footer the navigation; both cover the blocks.
    blocks : tuple of Block
    scroll : float or None
        Screen heights above the end; None for a list, which is shown from its start.
    low : bool
        Few messages stand at the bottom of the page, not at its top.
    floating : Block or None
        Stands above the footer and covers the blocks.
    """

    colour: Colour
    ink: Colour
    header: Block
    footer: Block
    blocks: tuple[Block, ...]
    scroll: float | None = None
    low: bool = False
    floating: Block | None = None


def gap(height: int) -> Block:
    """Empty space."""
    return Block(height, lambda canvas, top: None)
