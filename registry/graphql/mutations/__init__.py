"""Contributing by GraphQL: inputs made from the model that take anything, so that the rules alone judge it.

What is asked becomes a request to `registry.services.contribute.desk`, like that of every other face.
"""
