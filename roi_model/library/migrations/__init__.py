"""How the database came to its shape, a step a file; Alembic runs them."""
