"""Casework: procedures as values, and the one engine that moves their cases.

Owns the tables `case_file` and `case_event` and every rule about them: which move is possible in
which state, by whom, with a second person or without, how long a proposal waits, who has the case
next. A slice declares its procedures in `procedures.py` and gives the engine an effect for a move
(a function run inside the engine's unit of work); it writes no case itself. Does not know what a
case is about. Entered through `service.Cases`, and read through `work_list.WorkList`.
"""
