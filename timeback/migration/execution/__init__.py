"""How a migration is carried out: order, selection, dependencies, transfer, concurrency."""
