"""The least that FastAPI can answer: what any route of it costs before anything is asked."""

from fastapi import FastAPI, Response

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)


@app.post("/graphql")
async def answer() -> Response:
    """Nothing, and no time spent on making it."""
    return Response(b"{}", media_type="application/json")


@app.get("/ready")
async def ready() -> Response:
    """There is nothing to wait for."""
    return Response()
