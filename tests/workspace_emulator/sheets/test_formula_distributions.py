"""Continuous distributions and their inverses, with figures of printed tables."""

from __future__ import annotations

import pytest

from .formula_book import FormulaBook


@pytest.fixture(scope="module")
def book() -> FormulaBook:
    return FormulaBook()


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=NORMDIST(42,40,1.5,TRUE)", "0.9087888"),
        ("=NORM.DIST(42,40,1.5,FALSE)", "0.10934"),
        ("=NORMSDIST(1.333333)", "0.908788726"),
        ("=NORM.S.DIST(1.333333,TRUE)", "0.908788726"),
        ("=NORMINV(0.908789,40,1.5)", "42.000002"),
        ("=NORMSINV(0.9088)", "1.3334"),
        ("=PHI(0.75)", "0.301137432"),
        ("=GAUSS(2)", "0.47725"),
        ("=LOGNORMDIST(4,3.5,1.2)", "0.0390836"),
        ("=LOGNORM.DIST(4,3.5,1.2,FALSE)", "0.0176176"),
        ("=LOGINV(0.039084,3.5,1.2)", "4.0000252"),
        ("=STANDARDIZE(42,40,1.5)", "1.33333333"),
        ("=EXPONDIST(0.2,10,TRUE)", "0.86466472"),
        ("=EXPON.DIST(0.2,10,FALSE)", "1.35335283"),
        ("=WEIBULL(105,20,100,TRUE)", "0.929581"),
        ("=WEIBULL.DIST(105,20,100,FALSE)", "0.035589"),
        ("=GAMMA(2.5)", "1.329340388"),
        ("=GAMMA(-3.75)", "0.267866128861417"),
        ("=GAMMA(0)", "#NUM!"),
        ("=GAMMALN(4)", "1.791759469"),
        ("=GAMMADIST(10.00001131,9,2,FALSE)", "0.032639"),
        ("=GAMMA.DIST(10.00001131,9,2,TRUE)", "0.068094"),
        ("=GAMMAINV(0.068094,9,2)", "10.0000112"),
        ("=BETADIST(2,8,10,1,3)", "0.6854706"),
        ("=BETA.DIST(2,8,10,TRUE,1,3)", "0.6854706"),
        ("=BETA.DIST(2,8,10,FALSE,1,3)", "1.4837646"),
        ("=BETAINV(0.685470581,8,10,1,3)", "2"),
        ("=CHIDIST(18.307,10)", "0.0500006"),
        ("=CHISQ.DIST(0.5,1,TRUE)", "0.52049988"),
        ("=CHISQ.DIST(2,3,FALSE)", "0.20755375"),
        ("=CHIINV(0.050001,10)", "18.306973"),
        ("=CHISQ.INV(0.93,1)", "3.283020287"),
        ("=CHISQ.INV(0.6,2)", "1.832581464"),
        ("=TDIST(1.959999998,60,2)", "0.05464493"),
        ("=T.DIST(60,1,TRUE)", "0.99469533"),
        ("=T.DIST(8,3,FALSE)", "0.00073691"),
        ("=T.DIST.RT(1.959999998,60)", "0.027322465"),
        ("=T.DIST.2T(1.959999998,60)", "0.054645"),
        ("=TINV(0.054644930,60)", "1.959999998"),
        ("=T.INV(0.75,2)", "0.8164966"),
        ("=T.INV.2T(0.546449,60)", "0.606533"),
        ("=FDIST(15.20686486,6,4)", "0.01"),
        ("=F.DIST(15.2069,6,4,TRUE)", "0.99"),
        ("=F.DIST(15.2069,6,4,FALSE)", "0.0012238"),
        ("=FINV(0.01,6,4)", "15.206865"),
        ("=F.INV(0.01,6,4)", "0.10930991"),
    ],
)
def test_value(book: FormulaBook, formula: str, value: str) -> None:
    assert book.rounded(formula, value) == value
