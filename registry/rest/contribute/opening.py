"""All routes of contributions and of the past as one router, made of what an open registry has."""

from collections.abc import Callable

from fastapi import APIRouter

from registry.model.spec import Model
from registry.rest.addresses import Addresses
from registry.rest.bodies import Bodies
from registry.rest.contribute.past import PastFace, add_past_routes
from registry.rest.contribute.records import RecordFace, add_record_routes
from registry.rest.contribute.routes import Routes
from registry.rest.contribute.submissions import SubmissionFace, add_submission_routes
from registry.services.contribute.desk import Desk
from registry.services.history import History
from registry.settings import Settings


def contribution_router(
    open_desk: Callable[[], Desk], history: History, model: Model, bodies: Bodies, settings: Settings
) -> APIRouter:
    """The routes; `open_desk` is called when somebody first contributes."""
    router = APIRouter(tags=["Contributions"])
    routes = Routes(router, bodies)
    addresses = Addresses(settings.record_base)
    add_record_routes(routes, RecordFace(open_desk, addresses))
    add_submission_routes(routes, SubmissionFace(open_desk, model, addresses, settings.page_size))
    add_past_routes(routes, PastFace(history, addresses, settings.page_size, settings.max_page_size))
    return router
