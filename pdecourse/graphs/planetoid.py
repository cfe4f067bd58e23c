"""Citation graphs of the Planetoid benchmark."""

from pdecourse.graphs.files import PublishedFiles
from pdecourse.graphs.graph import Graph
from pdecourse.graphs.published_splits import published_split


def planetoid(name: str, *, split: int | None = None) -> Graph:
    """Return the citation graph "Cora", "CiteSeer" or "PubMed" of Yang et al. (2016). Chapter 5.

    Nodes are papers, edges citations, features the words present, labels the field. Without ``split`` the masks
    are those of the paper: 20 training papers a field, 500 for validation, 1000 for testing. ``split`` 0 to 9
    takes one of the ten of Pei et al. (2020): 48, 32 and 20 % of the papers, in Cora of those in its largest
    component. CiteSeer has 15 papers without words or label; as in all published results they count as class
    0. The masks of the paper leave them out.

    The files are pickles, which run code when they are read: they are verified first.
    """
    lower = name.lower()
    raw = PublishedFiles(lower, f"Planetoid/{name}/raw", (f"*/data/ind.{lower}.*",)).locate()
    from torch_geometric.io import read_planetoid_data

    data = read_planetoid_data(str(raw), lower)
    masks = {mask: data[mask] for mask in ("train_mask", "val_mask", "test_mask")}
    if split is not None:
        files = PublishedFiles(lower, f"Planetoid/{name}/geom-gcn/raw", (f"*/splits/{lower}_split_*",))
        masks = published_split(files.locate(), lower, split)
    return Graph(data.edge_index, data.num_nodes, x=data.x, y=data.y, name=lower, **masks)
