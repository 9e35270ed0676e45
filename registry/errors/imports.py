"""A file of many records that cannot be imported at all; what is wrong with one row is no error but its result."""

from collections.abc import Sequence

from registry.errors.inputs import InputError
from registry.errors.kinds import INVALID


class UnknownEncoding(InputError):
    """A table whose letters cannot be told."""

    exit_code = INVALID
    advice = (
        "Save it anew, in Excel as `CSV UTF-8 (comma delimited)` or as XLSX. If you know that it is in Windows' "
        "western European letters, say so: --encoding cp1252."
    )

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is neither UTF-8 nor UTF-16 text, so its accented letters cannot be told.")


class WorkbookUnreadable(InputError):
    """An XLSX workbook that cannot be opened, or without the sheet that was named."""

    exit_code = INVALID
    advice = "Open it in your spreadsheet, take off its password and save it as XLSX, or save the sheet as CSV UTF-8."

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} cannot be read as a workbook: {reason}.")


class HeaderNotUnderstood(InputError):
    """Columns of a table of which it cannot be told what they are; all of them are named at once."""

    exit_code = INVALID
    advice = "Mend the header; `mission-registry template CLASS` writes a file with all columns that there are."

    def __init__(self, faults: Sequence[str]) -> None:
        more = f" And {len(faults) - 20} more." if len(faults) > 20 else ""
        super().__init__("The header is not understood. " + " ".join(faults[:20]) + more)
        self.faults = tuple(faults)


class UnknownMapping(InputError):
    """A mapping file that cannot be used."""

    exit_code = INVALID
    advice = "The how-to on importing shows a mapping file."

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"The mapping {name} cannot be used: {reason}.")
