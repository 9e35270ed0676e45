"""GraphQL over HTTP as a bare ASGI application: `face` takes a request apart and writes the answer.

What answers is behind `port`; the rest of the server is built around this application in `registry.app`.
"""
