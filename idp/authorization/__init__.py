"""A pending request, its evidence, and the decision about its next step.

Owns the authorization transaction and its evidence. `domain/` decides: `next_step` is a pure
function of an `AuthorizationContext`. `service.py` loads the context and writes the results.
Factors are verified by `factors`, pages rendered by `web`, tokens made by `tokens`. Entered by
`Authorization.begin`, then always through the dispatcher.
"""
