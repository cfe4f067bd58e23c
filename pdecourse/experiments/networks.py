"""The models of the two studies on homophily, with an MLP among them."""

from torch import nn

from pdecourse.dynamics import GRAFF, MLP
from pdecourse.experiments.course_models import WIDTH, build, flow
from pdecourse.graphs import Graph

LAYERED = ("gcn", "gat")
"""Models that are a stack of layers and have no step to choose."""


def network(model: str, graph: Graph, *, depth: int, step: float, dropout: float) -> nn.Module:
    """Return "mlp", a name of ``course_models``, or "graff_" and a channel mixing, for ``graph``.

    An equation takes ``depth`` explicit Euler steps of length ``step``; a stack has ``depth`` layers. The MLP has
    one hidden layer, whatever the depth.
    """
    if model == "mlp":
        return MLP((graph.x.shape[1], WIDTH, graph.num_classes), dropout)
    if model.startswith("graff_"):
        return flow(GRAFF(WIDTH, model.removeprefix("graff_")), graph, depth, dropout, step)
    return build(model, graph, depth, dropout=dropout, **({} if model in LAYERED else {"step": step}))
