"""Benchmarks of large collections: ``make bench ARGS=--scale``.

A row is in the table ``LEGS`` of a module of this package; ``bench.scale.rows`` lists the modules. The server is
``bench.scale.server``, and ``bench.scale.objects`` invents its pages. The rows measure the working tree only. Unlike
those of ``bench.cases``, they may use internal modules of timeback.
"""
