"""The demonstration: a whole installation on one machine.

Owns: the demonstration's state directory, its people and relying parties, and the processes it
consists of. Everything is made through the same services as in a real installation, every password
and key is random, and the production profile refuses them. Entered by `idp demo`.
"""
