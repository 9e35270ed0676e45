"""Assessments: what a record and its sources show on criteria, helix, targets, barriers, and signs of mission washing.

The rules are queries (`ontology/assessments`) and shapes (`shapes/assessments`); the code asks them and adds words.
"""
