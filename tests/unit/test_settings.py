from pathlib import Path

import pytest

from registry.errors import Misuse
from registry.settings import Settings, read_settings


def test_without_anything_said_the_defaults_work_on_a_laptop() -> None:
    settings = read_settings({})
    assert (settings.host, settings.port, settings.store) == ("127.0.0.1", 8000, "embedded")
    assert settings.data_dir.name == "mission-registry"


def test_the_environment_is_read_and_an_option_goes_before_it() -> None:
    environment = {
        "MISSION_REGISTRY_PORT": "9000",
        "MISSION_REGISTRY_DATA_DIR": "~/missions",
        "MISSION_REGISTRY_LANGUAGES": "sv, EN",
        "MISSION_REGISTRY_STORE_TIMEOUT": "2.5",
        "MISSION_REGISTRY_HOST": "",
        "PATH": "/bin",
    }
    settings = read_settings(environment, port=9001, host=None)
    assert settings.port == 9001
    assert settings.data_dir == Path("~/missions").expanduser()
    assert settings.languages == ("sv", "en")
    assert (settings.store_timeout, settings.host) == (2.5, "127.0.0.1")


def test_a_misspelt_setting_is_noticed() -> None:
    with pytest.raises(Misuse, match=r"MISSION_REGISTRY_PROT is no setting.*MISSION_REGISTRY_PORT"):
        read_settings({"MISSION_REGISTRY_PROT": "1"})


def test_variables_of_the_build_and_the_tests_are_let_through() -> None:
    assert read_settings({"MISSION_REGISTRY_SKIP_WEB": "1", "MISSION_REGISTRY_SUITES": "x"}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("STORE_TIMEOUT", "soon"),
        ("RECORD_BASE", "id/"),
        ("RECORD_BASE", "http://example.org/id"),
        ("STORE", "oracle"),
        ("PAGE_SIZE", "0"),
        ("PAGE_SIZE", "101"),
        ("LANGUAGES", " , "),
        ("QUERY_SECONDS", "0"),
        ("BODY_SECONDS", "inf"),
        ("BODY_SECONDS", "nan"),
        ("RATE_LIMIT", "-1"),
        ("RATE_BURST", "0"),
        ("CACHE_MB", "0"),
        ("MAX_QUERY_BYTES", "0"),
        ("TRUSTED_ONLY", "perhaps"),
        ("TRUSTED_ONLY", "true"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(name: str, value: str) -> None:
    with pytest.raises(Misuse, match=f"(?i){name}"):
        read_settings({f"MISSION_REGISTRY_{name}": value})


@pytest.mark.parametrize(
    ("word", "meant"), [("true", True), ("Yes", True), ("1", True), ("false", False), ("0", False)]
)
def test_yes_and_no_are_read_in_words_and_numbers(word: str, meant: bool) -> None:
    environment = {"MISSION_REGISTRY_TRUSTED_ONLY": word, "MISSION_REGISTRY_TRUSTED_DOCUMENTS": "~/documents.json"}
    settings = read_settings(environment)
    assert settings.trusted_only is meant
    assert settings.trusted_documents == Path("~/documents.json").expanduser()


def test_a_password_is_not_shown() -> None:
    assert Settings(store="https://me:secret@store.example/query").store_name == "https://store.example/query"
    assert Settings().store_name == "embedded"
