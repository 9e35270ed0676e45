"""Codes and properties by what people call them: address, notation, name or label in any language."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from registry.index.letters import folded
from registry.model.spec import Code, Model
from registry.namespaces import PREFIXES
from registry.validation.spelling import code_meant, last_name, nearest


def alike(name: str) -> str:
    """The name without case, accents, hyphens and doubled spaces: what two spellings of one name share."""
    return " ".join(folded(name).replace("-", " ").replace("_", " ").split())


def in_full(name: str) -> str:
    """An address that is written with one of our prefixes, in full; anything else as it is."""
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


class CodeNames:
    """The codes of all lists, and the properties of all classes, by name."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @cached_property
    def _lists(self) -> Mapping[str, Mapping[str, Sequence[Code]]]:
        """Of each list, the codes by each of their names; a name may be that of two."""
        lists: dict[str, dict[str, list[Code]]] = {}
        for name, code_list in self._model.lists.items():
            named: dict[str, list[Code]] = defaultdict(list)
            for code in code_list.codes:
                for each in {alike(code.notation), *(alike(label) for label in code.label.values())}:
                    named[each].append(code)
            lists[name] = named
        return lists

    def codes(self, list_name: str, written: str) -> Sequence[Code]:
        """The codes of a list that are called so: none, one, or those among which to choose."""
        code_list = self._model.lists[list_name]
        by_address = code_list.by_iri.get(in_full(written)) or code_list.by_notation.get(written)
        return (by_address,) if by_address else self._lists[list_name].get(alike(written), ())

    def near(self, list_name: str, written: str) -> Code | None:
        """The code that was probably meant by a name that none has."""
        return code_meant(written, self._model.lists[list_name].codes)

    @cached_property
    def _properties(self) -> Mapping[str, str]:
        paths = self._model.field_names
        return {last_name(path): path for path in paths} | {name: path for path, name in paths.items()}

    def property_called(self, written: str) -> str | None:
        """The property of that field's name, own name or address."""
        full = in_full(written)
        return full if full in self._model.field_names else self._properties.get(written)

    def property_near(self, written: str) -> str | None:
        """The name of a field that is almost called so."""
        return nearest(written, self._properties)
