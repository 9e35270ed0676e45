"""Matching names of other people's tables with the registry's records: the Reconciliation API 0.2 without its HTTP.

`questions` reads what is asked, `matching` finds candidates, `extending` gives values of records, `suggesting`
completes what somebody types. Names are resolved as imports resolve them.
"""
