"""The only writers of pillars, tactics and the ledger."""
