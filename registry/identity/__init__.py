"""Who asks: people with their roles and limits, and the bearer tokens that prove who somebody is.

`person` has what the rest of the registry needs to know of somebody; `authenticator` turns a header into one.
"""
