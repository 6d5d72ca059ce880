"""Benchmarks: a synthetic archive of any size, and the build measured against plain MkDocs."""
