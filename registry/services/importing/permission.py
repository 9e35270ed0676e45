"""Who may import, told before a file is taken; what somebody may do to which record is told row by row."""

from registry.identity.person import Person
from registry.model.spec import Model
from registry.services.contribute.permissions import Permissions
from registry.services.importing.results import Mode
from registry.store.port import Store


class ImportPermission:
    """Raises `NotSignedIn` or `NotAllowed` for whoever may not import in a mode."""

    def __init__(self, store: Store, model: Model, *, own_review: bool) -> None:
        self._permissions = Permissions(store, model, own_review=own_review)

    def __call__(self, who: Person, mode: Mode) -> None:
        """Says no, or nothing."""
        if mode is Mode.PUBLISH:
            self._permissions.publish(who)
        else:
            self._permissions.contribute(who)
