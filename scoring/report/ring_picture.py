"""The picture of one ring: complaints as numbered dots, what binds them as lettered marks."""

import networkx as nx
from markupsafe import Markup
from matplotlib.figure import Figure

from mingjian.scoring.report.drawing import PALETTE, inline_svg

__all__ = ["DRAWN", "MARKERS", "draw_ring"]

DRAWN = 60
SEED = 7
MARKERS = {
    "complaint": "o",
    "device": "s",
    "payee": "D",
    "email": "p",
    "phone": "8",
    "account": "h",
    "template": "H",
    "pixels": "o",
}


def draw_ring(graph: nx.Graph, name: str, title: str) -> Markup:
    """Draw a ring.

    Parameters
    ----------
    graph : networkx.Graph
        Nodes named as they are labelled (``1``, ``D1``), each with a ``kind`` of :data:`MARKERS`;
        complaints also with ``inside``, False for those drawn hollow.
    name, title : str
        As :func:`~mingjian.scoring.report.drawing.inline_svg` takes them.
    """
    places = nx.spring_layout(graph, k=2.2 / len(graph) ** 0.5, iterations=200, seed=SEED)
    kinds = dict(graph.nodes(data="kind"))
    figure = Figure(figsize=(6, 4.2 if len(graph) < 40 else 6), layout="constrained")
    axes = figure.subplots()
    for one, other in graph.edges:
        bond = kinds[one] if kinds[other] == "complaint" else kinds[other]
        (x0, y0), (x1, y1) = places[one], places[other]
        axes.plot((x0, x1), (y0, y1), color=PALETTE[bond], linewidth=1, alpha=0.55, zorder=1)
    for node, (x, y) in places.items():
        kind, inside = kinds[node], graph.nodes[node].get("inside", True)
        axes.scatter(
            [x],
            [y],
            s=190 if kind == "complaint" else 420,
            marker=MARKERS[kind],
            facecolor=PALETTE[kind] if inside else PALETTE["paper"],
            edgecolor=PALETTE["paper"] if inside else PALETTE[kind],
            linewidth=1.5,
            zorder=2,
        )
        color = PALETTE["paper"] if inside else PALETTE["ink"]
        axes.text(x, y, node, color=color, fontsize=8, ha="center", va="center_baseline", zorder=3)
    axes.margins(0.09)
    axes.set_axis_off()
    figure.patch.set_visible(False)
    return inline_svg(figure, name, title)
