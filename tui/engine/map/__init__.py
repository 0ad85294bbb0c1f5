"""The map of the services: what waits for what, placed in layers and drawn with characters. No Textual here."""

from tui.engine.map.canvas import Drawing, Piece, Signs, draw
from tui.engine.map.graph import Edge, Graph, graph_of
from tui.engine.map.outline import Entry, outline

__all__ = ["Drawing", "Edge", "Entry", "Graph", "Piece", "Signs", "draw", "graph_of", "outline"]
