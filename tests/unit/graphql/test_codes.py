import pytest

from registry.graphql.codes import enum_value


@pytest.mark.parametrize(
    ("list_name", "notation", "name"),
    [
        ("AbsenceReason", "not-set", "NOT_SET"),
        ("SustainableDevelopmentGoal", "3.4", "SDG_3_4"),
        ("SustainableDevelopmentGoal", "3.a", "SDG_3_A"),
        ("InstrumentType", "PI006", "PI006"),
        ("MoipType", "ecosystem-based-programme", "ECOSYSTEM_BASED_PROGRAMME"),
    ],
)
def test_the_name_of_a_code_follows_from_its_notation(list_name: str, notation: str, name: str) -> None:
    assert enum_value(list_name, notation) == name
