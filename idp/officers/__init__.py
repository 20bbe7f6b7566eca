"""Officers: who holds an appointment or a delegation, and the decisions that two of them sign.

Owns the tables of officers, appointments, delegations, and decisions with their signatures. Refuses
to know what a case is: a decision is a value of labels with their values before and after, and what
is done once it is complete is done by its caller, from the signed bytes. Entered through
`service.Officers` (who acts), `appointments.Appointments` and `decisions.SignedDecisions`;
`offline` needs neither database nor keys, so that anybody can verify what was signed.
"""
