"""The operator's switches, each changed by two persons only (D4.8).

Owns the tables of proposed changes and of values in force, and what each switch may be set to.
Refuses to know what a switch does: who reads it decides. Entered through `service.Policy`.
"""
