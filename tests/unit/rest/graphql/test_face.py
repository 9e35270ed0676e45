"""One request, one answer: methods, media types, languages, threads, accidents."""

import asyncio
import logging
import threading

import pytest

from registry.errors import QueryTooSlow, ServerBusy, StoreUnreachable
from registry.rest.bodies import Bodies
from registry.rest.graphql.face import GraphQLFace, read_head
from registry.rest.graphql.port import Asked
from registry.rest.problems import problem
from tests.unit.rest.graphql.asgi import GONE, ask, exchange, get, pieces, post, receiving, run, scope_of
from tests.unit.rest.graphql.fakes import FakeExecutor, FakePrepared, face_of

Face = GraphQLFace[FakePrepared]
STRICT = "application/graphql-response+json"
MAIN = threading.main_thread().name


def test_a_request_is_taken_apart(face: Face, executor: FakeExecutor) -> None:
    body = {"query": "{ a }", "variables": {"n": 1}, "operationName": "A", "extensions": {"explain": True, "x": 1}}
    reply = post(face, body)
    assert (reply.status, reply.json) == (200, {"data": "{ a }"})
    assert executor.prepared == [Asked("{ a }", {"n": 1}, "A", None, explain=True)]


def test_the_address_may_hold_the_request_too(face: Face, executor: FakeExecutor) -> None:
    reply = get(face, "query=%7B+a+%7D&variables=%7B%22n%22%3A1%7D&operationName=&extensions=%7B%22explain%22%3A1%7D")
    assert (reply.status, reply.json) == (200, {"data": "{ a }"})
    assert executor.prepared == [Asked("{ a }", {"n": 1}, None, None, explain=False)]


def test_the_same_bytes_are_read_once_and_answered_each_time(face: Face, executor: FakeExecutor) -> None:
    for _ in range(3):
        assert post(face, {"query": "{ a }"}).json == {"data": "{ a }"}
        assert get(face, "query={a}").json == {"data": "{a}"}
    assert (len({id(asked) for asked in executor.prepared}), len(executor.ran_on)) == (2, 6)


def test_what_is_remembered_of_requests_is_bounded() -> None:
    executor = FakeExecutor()
    face = face_of(executor, bodies=Bodies(1_000_000, 10))
    for n in range(50):
        post(face, {"query": "a" * 50_000, "variables": {"n": n}})
    first = executor.prepared[0]
    post(face, {"query": "a" * 50_000, "variables": {"n": 0}})
    assert executor.prepared[-1] == first
    assert executor.prepared[-1] is not first


@pytest.mark.parametrize(
    "header",
    [{"accept": STRICT}, {"accept_language": "sv"}, {"content_type": "application/json; charset=utf-8"}],
)
def test_the_same_bytes_under_another_header_are_another_request(
    face: Face, executor: FakeExecutor, header: dict[str, str]
) -> None:
    post(face, {"query": "{ a }"})
    assert post(face, {"query": "{ a }"}, **header).status == 200
    assert len({id(asked) for asked in executor.prepared}) == 2


def test_a_body_that_was_understood_is_still_refused_under_a_content_type_that_is_not(face: Face) -> None:
    assert post(face, {"query": "{ a }"}).status == 200
    assert post(face, {"query": "{ a }"}, content_type="text/plain").status == 415
    assert post(face, {"query": "{ a }"}, content_encoding="gzip").status == 415


def test_an_answer_to_post_is_kept_by_nobody_and_read_by_any_origin(face: Face) -> None:
    reply = post(face, {"query": "{ a }"})
    assert reply.headers == {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "vary": "Accept, Accept-Language, Authorization",
        "access-control-allow-origin": "*",
        "x-content-type-options": "nosniff",
        "content-length": str(len(reply.body)),
    }


@pytest.mark.parametrize(
    ("accept", "status", "media_type"),
    [("application/json", 200, "application/json"), (STRICT, 400, STRICT), ("*/*", 200, "application/json")],
)
def test_the_status_of_a_query_that_cannot_run_depends_on_the_media_type(
    face: Face, accept: str, status: int, media_type: str
) -> None:
    for reply in (post(face, {"query": "invalid"}, accept=accept), get(face, "query=invalid", accept=accept)):
        assert (reply.status, reply.headers["content-type"]) == (status, media_type + "; charset=utf-8")
        assert reply.json["errors"][0]["message"] == "invalid"


def test_a_query_that_ran_with_errors_has_succeeded(face: Face) -> None:
    assert post(face, {"query": "failing"}, accept=STRICT).status == 200


def test_who_takes_no_json_is_told_in_json(face: Face) -> None:
    reply = post(face, {"query": "{ a }"}, accept="text/html")
    assert (reply.status, reply.codes) == (406, ["not-acceptable"])
    assert reply.headers["content-type"] == "application/json; charset=utf-8"


def test_the_readers_languages_go_before_the_registrys(executor: FakeExecutor) -> None:
    post(face_of(executor, own_languages=("en", "fr")), {"query": "{ a }"}, accept_language="sv;q=0.5, de")
    assert executor.prepared[0].languages == ("de", "sv", "*", "en", "fr")


def test_head_is_get_without_the_body(face: Face) -> None:
    full, head = get(face, "query={a}"), get(face, "query={a}", method="HEAD")
    assert (head.status, head.body, head.headers) == (full.status, b"", full.headers)


def test_a_mutation_is_not_run_by_get(face: Face, executor: FakeExecutor) -> None:
    reply = get(face, "query=mutation")
    assert (reply.status, reply.headers["allow"], reply.codes) == (405, "POST", ["method-not-allowed"])
    assert executor.ran_on == []
    assert post(face, {"query": "mutation"}).status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW" * 1000])
def test_other_methods_are_refused_with_those_that_there_are(face: Face, method: str) -> None:
    reply = ask(face, scope_of(method))
    assert (reply.status, reply.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")
    assert len(reply.body) < 500


def test_a_page_of_another_origin_may_ask(face: Face) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    reply = ask(face, scope_of("OPTIONS", asked))
    assert (reply.status, reply.body) == (204, b"")
    assert "content-length" not in reply.headers
    assert reply.headers["access-control-allow-origin"] == "*"
    assert "POST" in reply.headers["access-control-allow-methods"]
    assert "access-control-allow-credentials" not in reply.headers
    assert post(face, {"query": "{ a }"}, origin="https://example.org").headers["access-control-allow-origin"] == "*"


def test_small_requests_are_answered_on_the_event_loop_and_large_ones_beside_it(
    face: Face, executor: FakeExecutor
) -> None:
    post(face, {"query": "{ a }"})
    post(face, {"query": "heavy"})
    get(face, "query=heavy")
    assert executor.ran_on[0] == MAIN
    assert all(name.startswith("graphql") for name in executor.ran_on[1:])


def test_an_answer_that_is_at_hand_is_given_without_running_anything(face: Face, executor: FakeExecutor) -> None:
    executor.kept["heavy"] = b'{"data":"kept"}'

    assert post(face, {"query": "heavy"}).json == {"data": "kept"}
    tag = get(face, "query=heavy").headers["etag"]
    assert get(face, "query=heavy", if_none_match=tag).status == 304
    assert executor.ran_on == []


class Watching(FakeExecutor):
    """Remembers on which threads it judged."""

    def prepare(self, asked: Asked) -> FakePrepared:
        self.judged_on = [*getattr(self, "judged_on", []), threading.current_thread().name.partition("_")[0]]
        return super().prepare(asked)


def test_a_long_query_is_judged_beside_the_event_loop_unless_it_is_known() -> None:
    executor = Watching()
    face = face_of(executor)
    for query in ("a" * 10, "a" * 10_000, "b" * 90_000):
        for n in range(2):
            assert post(face, {"query": query, "variables": {"n": n}}).json == {"data": query}
    assert executor.judged_on == [MAIN, MAIN, "graphql", MAIN, "graphql", MAIN]


@pytest.mark.parametrize("query", ["{ a }", "heavy"])
def test_an_error_that_leaves_no_answer_is_told_with_its_status(
    executor: FakeExecutor, query: str, caplog: pytest.LogCaptureFixture
) -> None:
    executor.error = QueryTooSlow(10)
    with caplog.at_level(logging.ERROR, "registry.rest"):
        reply = post(face_of(executor), {"query": query})
    assert (reply.status, reply.codes, reply.headers["cache-control"]) == (503, ["query-too-slow"], "no-store")
    executor.error = StoreUnreachable("The store does not answer.")
    assert post(face_of(executor), {"query": query}).codes == ["store-unreachable"]


def test_a_panic_of_the_index_is_told_like_any_accident(face: Face, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "registry.rest"):
        reply = post(face, {"query": "panic"})
    assert (reply.status, reply.codes) == (500, ["internal-error"])


def test_what_nobody_foresaw_is_masked_and_logged(face: Face, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "registry.rest"):
        reply = post(face, {"query": "broken"}, accept=STRICT)
    assert (reply.status, reply.codes) == (500, ["internal-error"])
    assert reply.headers["content-type"].startswith(STRICT)
    assert b"secret" not in reply.body
    assert "secret" in caplog.text


def test_an_address_beyond_the_limit_is_refused(executor: FakeExecutor) -> None:
    reply = get(face_of(executor, bodies=Bodies(100, 10)), "query=" + "a" * 100)
    assert (reply.status, reply.codes, reply.headers["connection"]) == (413, ["input-too-large"], "close")


def test_who_finds_no_place_is_told_when_to_come_again(executor: FakeExecutor) -> None:
    executor.error = ServerBusy()
    reply = post(face_of(executor), {"query": "{ a }"})
    assert (reply.status, reply.headers["retry-after"]) == (503, "1")
    assert problem(ServerBusy()).headers["retry-after"] == "1"


def test_who_goes_away_before_the_body_is_whole_gets_no_answer(face: Face, executor: FakeExecutor) -> None:
    head = {"content-type": "application/json"}
    messages = [*pieces(b'{"query":', b"")[:1], GONE]
    assert run(lambda: exchange(face, scope_of("POST", head), receiving(messages))) is None
    assert executor.prepared == []


def test_who_goes_away_while_a_large_request_runs_is_not_answered() -> None:
    started, may_end = threading.Event(), threading.Event()

    class Slow(FakeExecutor):
        def run(self, prepared: FakePrepared):  # type: ignore[no-untyped-def]
            started.set()
            may_end.wait(10)
            return super().run(prepared)

    async def gone_when_started() -> dict[str, str]:
        await asyncio.get_running_loop().run_in_executor(None, started.wait)
        return dict(GONE)

    async def leaving() -> None:
        body = iter(pieces(b'{"query": "heavy"}'))

        async def receive() -> dict[str, str]:
            for message in body:
                return dict(message)
            return await gone_when_started()

        scope = scope_of("POST", {"content-type": "application/json"})
        assert await exchange(face_of(Slow()), scope, receive) is None
        may_end.set()

    run(leaving)


def test_a_header_that_comes_twice_is_read_as_one_list() -> None:
    pairs = [(b"accept", b"text/html"), (b"x", b"1"), (b"accept", b"application/json")]
    assert read_head(pairs) == {b"accept": b"text/html, application/json", b"x": b"1"}
