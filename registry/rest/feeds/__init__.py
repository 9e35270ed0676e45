"""The feed of changes over HTTP: pages of JSON, Atom, and a stream of events."""
