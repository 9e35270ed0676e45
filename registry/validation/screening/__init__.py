"""Which rules surely find nothing on a record, said quickly, so that pySHACL need not be asked about them.

`values` knows the constraints of SHACL Core, `patterns` the queries of rules, `screen` puts both together. All of them
may say "perhaps" of anything, and say it of whatever they do not know; what is wrong, pySHACL alone says.
"""
