"""The reference page of settings, printed from the class that reads them."""

from dataclasses import MISSING, Field, fields

from registry.settings import PREFIX, Settings


def setting_page() -> str:
    """Markdown with one row a setting."""
    lines = [
        "# Settings",
        "",
        "Set them in the environment; some commands take them as options too. A variable with the prefix that is no",
        "setting is refused, so that a misspelling is noticed.",
        "",
        "| variable | what it is | default |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{PREFIX}{field.name.upper()}` | {field.metadata['help']} | {_default(field)} |"
        for field in fields(Settings)
    ]
    lines += [
        "",
        "Two more variables are read elsewhere: `MISSION_REGISTRY_SKIP_WEB=1` builds the package without the GraphiQL",
        "page, and `MISSION_REGISTRY_SUITES` tells the tests in which folder the conformance suites are.",
        "",
    ]
    return "\n".join(lines)


def _default(field: Field[object]) -> str:
    if field.default is MISSING:
        return "the user's data folder of the system"
    if isinstance(field.default, tuple):
        return f"`{','.join(field.default)}`"
    if isinstance(field.default, bool):
        return f"`{str(field.default).lower()}`"
    return f"`{field.default}`" if field.default not in ("", None) else "none"
