"""The command `mission-registry`: one module a command, and one that knows what can be typed.

Exit codes: 0 fine, 1 invalid record, 2 misuse, 3 store out of reach.
"""
