"""Accounts of level 01, applied for from the national application (Arts. 10(1), 11(1)).

Owns attested installations, what they send, and the checks by which a machine grants or an
officer decides. Nobody is looked up while a telephone waits. Entered through
`service.LevelOneApplications`.
"""
