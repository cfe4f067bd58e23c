"""The capstone: small graphs with hidden labels, and a deep network around your right-hand side."""
