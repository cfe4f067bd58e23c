"""Arrays or tensors: every solver takes both."""


def is_tensor(x) -> bool:
    """Return whether ``x`` is a tensor, without importing PyTorch: that takes seconds, and arrays do not need it."""
    return hasattr(x, "requires_grad")
