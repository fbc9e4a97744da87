"""Fake data generator: school districts with people, courses and content, reproducible by seed.

A change here changes the district of every seed, and so the numbers in tests and docs.
"""
