from decimal import Decimal

import pytest

from registry.graphql.scalars import SCALARS, fits_int


@pytest.mark.parametrize(
    ("number", "fits"), [(0, True), (2**31 - 1, True), (-(2**31), True), (2**31, False), (-(2**31) - 1, False)]
)
def test_an_integer_fits_when_it_has_no_more_than_32_bits(number: int, fits: bool) -> None:
    assert fits_int(number) is fits


@pytest.mark.parametrize("written", ["0.00000001", "95000000.50", "-1", "100000000000000000000.1"])
def test_a_decimal_is_given_digit_by_digit(written: str) -> None:
    [decimal] = [scalar for scalar in SCALARS.values() if scalar.name == "Decimal"]

    assert decimal.serialize is not None
    assert decimal.serialize(Decimal(written)) == written


def test_every_scalar_says_what_it_looks_like() -> None:
    assert all(scalar.description for scalar in SCALARS.values())
