"""Which graphs of the dataset anybody may see, and which only the registry itself reads."""

from typing import Final

from registry.namespaces import GRAPHS, HISTORY, PUBLISHED, SUBMISSIONS, VOCABULARY

PUBLIC: Final = (PUBLISHED, VOCABULARY)
HIDDEN: Final = (HISTORY, SUBMISSIONS)

# The SPARQL protocol has no way to ask for an empty default graph: an absent graph or two says the same.
NOTHING: Final = GRAPHS + "nothing"
