"""Cases that stay: workspaces, named cases, their versions, in SQLite or PostgreSQL."""
