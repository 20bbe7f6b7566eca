"""A whole installation on one machine, for a person who wants to see it or a script that tests it.

Owns: the demonstration's state directory, its people and relying parties, and the processes it
consists of. Refuses to know: anything a real installation would do differently. Everything is made
through the same services, every password and key is random, and the production profile refuses
what is made here. Entered by `idp demo`.
"""
