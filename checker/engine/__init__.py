"""Which rules apply, in what order; the ledger."""
