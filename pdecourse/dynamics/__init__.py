"""Models of graph learning, one paper per file."""

from pdecourse.dynamics.gcn import GCN

__all__ = ["GCN"]
