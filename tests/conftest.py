"""Under pytest every annotated array shape is checked: a wrong axis fails where it happens.

Modules whose functions numba compiles are left out: numba needs them as they are written.
"""

from jaxtyping import install_import_hook

CHECKED = "grid simulate kernels.reference graphs heat turing dynamics solvers graph_ode training patterns plots".split()

install_import_hook([f"pdecourse.{name}" for name in CHECKED], "array_shapes.check")
