"""The compiled execution: a document is planned once, then each request runs the plan and writes the answer's bytes.

Strawberry stays the reference, answers what no plan can (introspection), and is what the tests hold the plan against.
"""
