"""Files that are kept: their content, sealed, behind a port.

Owns `stored_file`. Entered through `store.FileStore`: the database, or an S3-compatible store.
"""
