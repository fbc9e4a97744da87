"""Courses as files: reading a course file, comparing it with a server, and writing the differences."""
