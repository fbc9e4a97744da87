"""The list of the rows of large collections, and the process that runs one of them.

``python -m bench.scale.rows NAME`` prints samples as JSON. The table ``LEGS`` of each module with rows is added here.
"""

from __future__ import annotations

from bench import cases
from bench.leg import Leg
from bench.scale import engines, exports, growth, listing, migrations, ranges, spark, warehouse

SMOKE = "list of 1,000 users, CPU a user"
"""The row that ``make bench ARGS=--quick`` runs."""

LEGS: dict[str, Leg] = {
    **listing.LEGS,
    **exports.LEGS,
    **migrations.LEGS,
    **growth.LEGS,
    **ranges.LEGS,
    **spark.LEGS,
    **warehouse.LEGS,
    **engines.LEGS,
}

if __name__ == "__main__":
    raise SystemExit(cases.main(LEGS))
