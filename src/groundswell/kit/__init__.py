"""Actor, clock, ids, database walls, errors, jobs, slots: what every room stands on; it knows nothing of campaigns."""
