"""People brought in from a file: read, examined, registered, each line for itself.

Owns: the columns of the file, what is wrong with a line, and the report of a run. It has no table
of its own: identities, accounts and passwords belong to their slices. It refuses to know how an
account is activated, and who may serve a person.
"""
