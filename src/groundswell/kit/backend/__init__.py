"""Django's PostgreSQL backend, with two statements less in every request."""
