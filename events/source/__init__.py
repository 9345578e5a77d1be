"""From files, pages and records to articles; what can't be read is set aside with its reason."""
