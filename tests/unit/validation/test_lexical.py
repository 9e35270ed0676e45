import pytest

from registry.namespaces import XSD
from registry.validation.lexical import is_well_formed

RIGHT = {
    "integer": ["0", "-1", "+007"],
    "nonNegativeInteger": ["0", "+1", "-0"],
    "decimal": ["1", "1.", ".5", "-1.50"],
    "double": ["1e3", "INF", "-INF", "NaN", "1.5E-7"],
    "float": ["1"],
    "boolean": ["true", "false", "1", "0"],
    "date": ["2030-06-30", "2028-02-29", "2000-02-29", "2030-06-30Z", "2030-06-30+14:00", "-0044-03-15", "12030-01-01"],
    "gYear": ["2030", "0999", "-0044", "2030Z", "12030"],
    "gYearMonth": ["2030-06", "2030-12+02:00"],
    "time": ["23:59:59", "00:00:00.5Z"],
    "dateTime": ["2030-06-30T12:00:00", "2030-06-30T12:00:00.25Z"],
    "string": ["anything"],
}
WRONG = {
    "integer": ["", "1.0", " 1", "1_000", "١", "1e3"],
    "nonNegativeInteger": ["-1"],
    "decimal": ["1e3", "NaN", "1,5", "."],
    "double": ["1e", "inf"],
    "float": ["one"],
    "boolean": ["True", "yes", ""],
    "date": [
        "2030-02-29",
        "1900-02-29",
        "2030-04-31",
        "2030-6-1",
        "20300601",
        "2030-06-01T00:00:00",
        "2030-W01-1",
        "2030-06-30\n",
    ],
    "gYear": ["30", "02030", "abc", "2030-06"],
    "gYearMonth": ["2030-13", "2030-00", "2030-6"],
    "time": ["24:00:00", "12:00"],
    "dateTime": ["2030-02-30T12:00:00", "2030-06-30"],
}


@pytest.mark.parametrize(("name", "lexical"), [(name, text) for name, texts in RIGHT.items() for text in texts])
def test_a_value_of_its_datatype_is_taken(name: str, lexical: str) -> None:
    assert is_well_formed(lexical, XSD + name)


@pytest.mark.parametrize(("name", "lexical"), [(name, text) for name, texts in WRONG.items() for text in texts])
def test_a_text_that_is_no_value_is_told_apart(name: str, lexical: str) -> None:
    assert not is_well_formed(lexical, XSD + name)
