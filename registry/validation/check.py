"""The front door of validation: what stands in a file or request body, judged."""

from registry.model.report import Report
from registry.validation.intake import Input, take
from registry.validation.neighbourhood import Neighbours
from registry.validation.validator import Validator


def validate_bytes(
    validator: Validator, data: bytes, rdf_format: str, neighbours: Neighbours, limit: int, name: str = "The input"
) -> Report:
    """The report on an input of at most `limit` bytes; raises `InputError` for what cannot be read as records.

    `neighbours` are the records that the input may link to; `name` is what error messages call the input.
    """
    return validator.validate(take(Input(data, rdf_format, name), validator.model, limit), neighbours)
