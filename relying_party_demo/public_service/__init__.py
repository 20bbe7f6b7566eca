"""A national public-service portal, written like any relying party.

Owns: a sign-in through the provider at a level the person chooses, a page that explains the level
of a result, an API that demands level 2, and logout from either side. It knows the provider by the
discovery document and the tokens only. Entered by `python -m relying_party_demo.public_service
CONFIG.json`.

The protocol is Authlib's Flask client; what that leaves to the application (RFC 9207 `iss`, RFC
9470 step-up, back-channel logout, access tokens at the API) is in one module each.
"""
