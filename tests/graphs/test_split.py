import pytest
import torch

from pdecourse import graphs


def test_random_split_shares_out_every_class():
    y = torch.tensor([0] * 50 + [1] * 30 + [2] * 5)
    split = graphs.random_split(y)
    assert sum(mask.int() for mask in split.values()).tolist() == [1] * 85
    assert y[split["train_mask"]].bincount().tolist() == [30, 18, 3]
    assert y[split["val_mask"]].bincount().tolist() == [10, 6, 1]
    again, other = graphs.random_split(y), graphs.random_split(y, seed=1)
    assert all(torch.equal(again[part], split[part]) for part in split)
    assert not torch.equal(other["train_mask"], split["train_mask"])


@pytest.mark.parametrize("train, val", [(0.8, 0.2), (0.0, 0.5), (1.2, -0.5)])
def test_a_split_with_an_empty_part_is_refused(train, val):
    with pytest.raises(ValueError, match="leave nothing for one of the three parts"):
        graphs.random_split(torch.zeros(10, dtype=torch.int64), train=train, val=val)
