"""Quicker matrix products for the language model.

Half of the time of a small model goes into matrix products. thinc does them with the kernels of its own package, which
reach a third of the speed of numpy's on many processors (measured on x86-64; the readings are the same).
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def quick_products() -> Iterator[None]:
    """Models that are made inside the block multiply with numpy for good."""
    import numpy
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    class MatmulOps(NumpyOps):  # type: ignore[misc]  # thinc's is not typed
        def gemm(
            self,
            x: Any,  # noqa: ANN401
            y: Any,  # noqa: ANN401
            out: Any = None,  # noqa: ANN401
            trans1: bool = False,  # noqa: FBT001, FBT002  # as thinc calls it
            trans2: bool = False,  # noqa: FBT001, FBT002
        ) -> Any:  # noqa: ANN401
            return numpy.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    before = get_current_ops()
    if type(before) is not NumpyOps:
        # A graphics card, or another package's own products: they know better.
        yield
        return
    set_current_ops(MatmulOps())
    try:
        yield
    finally:
        set_current_ops(before)
