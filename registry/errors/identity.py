"""Who asks cannot be told, or may not do what was asked."""

from registry.errors.kinds import RegistryError


class NotSignedIn(RegistryError):
    """A token that is not good, or none where one is needed."""

    status = 401
    advice = "Send the header `Authorization: Bearer <token>` with a token that is good; who runs the server gives one."

    def __init__(self, reason: str, *, with_token: bool = True) -> None:
        super().__init__(reason)
        self.with_token = with_token
        """Whether a token was sent, which then is not good."""


class NotAllowed(RegistryError):
    """Somebody who is signed in may not do that."""

    status = 403
    advice = "Ask the people who run this registry for the role, country or organisation that it takes."

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        if advice:
            self.advice = advice  # type: ignore[misc]
            """What to do in this very case, where a role would not help."""


class NoSigningKey(RegistryError):
    """The server has no key to sign and check tokens with."""

    advice = "Make one with `mission-registry token key`, or name the file of one by MISSION_REGISTRY_SIGNING_KEY."
