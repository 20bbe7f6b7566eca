"""Lines of a file and people, without reading or writing anything."""
