"""News from the web: fetched safely, parsed in a process of its own, and brought in again and again."""
