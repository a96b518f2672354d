"""Distributions of counted things, confidence, tests of hypotheses, shape of samples."""

from __future__ import annotations

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    return FormulaBook()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=BINOMDIST(6,10,0.5,FALSE)", "0.205078125"),
        ("=BINOM.DIST(6,10,0.5,TRUE)", "0.828125"),
        ("=BINOM.DIST.RANGE(60,0.75,48)", "0.083974967"),
        ("=BINOM.DIST.RANGE(60,0.75,45,50)", "0.523629793"),
        ("=CRITBINOM(6,0.5,0.75)", "4"),
        ("=NEGBINOMDIST(10,5,0.25)", "0.0550487"),
        ("=NEGBINOM.DIST(10,5,0.25,TRUE)", "0.3135141"),
        ("=POISSON(2,5,TRUE)", "0.124652"),
        ("=POISSON.DIST(2,5,FALSE)", "0.084224"),
        ("=HYPGEOMDIST(1,4,8,20)", "0.363261"),
        ("=HYPGEOM.DIST(1,4,8,20,TRUE)", "0.465428"),
        ("=CONFIDENCE(0.05,2.5,50)", "0.692951912"),
        ("=CONFIDENCE.T(0.05,1,50)", "0.284196855"),
        ("=FISHER(0.75)", "0.972955075"),
        ("=FISHERINV(0.972955)", "0.75"),
        ("=PROB({0,1,2,3},{0.2,0.3,0.1,0.4},2)", "0.1"),
        ("=PROB({0,1,2,3},{0.2,0.3,0.1,0.4},1,3)", "0.8"),
        ("=SKEW({3,4,5,2,3,4,5,6,4,7})", "0.359543071"),
        ("=SKEW.P({3,4,5,2,3,4,5,6,4,7})", "0.303193339"),
        ("=KURT({3,4,5,2,3,4,5,6,4,7})", "-0.151799637"),
        ("=KURT({1,1,1,1})", "#DIV/0!"),
        ("=ZTEST({3,6,7,8,6,5,4,2,1,9},4)", "0.090574"),
        ("=Z.TEST({3,6,7,8,6,5,4,2,1,9},6)", "0.863043"),
        ("=TTEST({3,4,5,8,9,1,2,4,5},{6,19,3,2,14,4,5,17,1},2,1)", "0.196016"),
        ("=FTEST({6,7,9,15,21},{20,28,31,38,40})", "0.64831785"),
        ("=CHITEST({58,35;11,25;10,23},{45.35,47.65;17.56,18.44;16.09,16.91})", "0.000308192"),
        ("=STEYX({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", "3.305719"),
        ("=COVARIANCE.S({2,4,8},{5,11,12})", "9.666666667"),
        ("=COVARIANCE.P({3,2,4,5,6},{9,7,12,15,17})", "5.2"),
    ],
)
def test_value(book: FormulaBook, formula: str, value: str) -> None:
    assert book.rounded(formula, value) == value
