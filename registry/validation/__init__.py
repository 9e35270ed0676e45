"""Is it good? From the bytes of an input to a report in words that a contributor can act on.

`check` is the front door; `intake` makes records of bytes, `neighbourhood` fetches what the rules need to know of other
records, `validator` lets pySHACL judge, `wording` and `advice` put the results into words, `formats` writes them out.
"""
