"""Contributing over plain HTTP: records are handed in, changed, withdrawn and restored at their own addresses.

What is asked becomes a request to `registry.services.contribute.desk`, like that of every other face.
"""
