"""One pending request, the evidence gathered for it, and the decision what comes next.

Owns the authorization transaction and its evidence. `domain/` decides: `next_step` is a pure
function of an `AuthorizationContext`. `service.py` loads the context and writes the facts. Refuses
to know how a factor is verified (`factors`), what a page looks like (`web`) and what a token
contains (`tokens`). Entered by `Authorization.begin`, then always through the dispatcher.
"""
