"""Where articles, reports and events are kept: SQLite by default, through SQLAlchemy Core."""
