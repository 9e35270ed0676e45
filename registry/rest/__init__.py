"""The registry over plain HTTP: every IRI answers by its path, inputs are judged, and the process says how it is."""
