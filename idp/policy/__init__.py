"""The operator's switches; each change takes two persons (D4.8).

Owns the tables of proposed changes and of values in force, and what each switch may be set to. Does
not know what a switch does: its reader decides. Entered through `service.Policy`.
"""
