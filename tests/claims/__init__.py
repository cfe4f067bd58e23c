"""One test for every theorem, proposition, lemma and corollary of the book."""

CLAIMS: dict[str, list[str]] = {}
"""Names of the tests of each claim, by the label of its block in the book."""


def claim(label: str):
    """Mark a test as checking the claim with this label."""

    def mark(test):
        CLAIMS.setdefault(label, []).append(f"{test.__module__}.{test.__name__}")
        return test

    return mark
