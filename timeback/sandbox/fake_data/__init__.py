"""Generated districts: schools, people, courses and content, the same for the same seed.

A change here changes what every seed gives, and so the numbers in tests and docs.
"""
