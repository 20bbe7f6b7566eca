"""A national public-service portal, the way any relying party would be written.

Owns: a sign-in through the provider at a level the person chooses, a page that says in words why
a result has its level, an API that demands level 2, and the end of a visit on either side. Refuses
to know: how the provider works inside; it reads the discovery document and the tokens. Entered by
`python -m relying_party_demo.public_service CONFIG.json`.

The protocol is Authlib's Flask client; what it leaves to the application (RFC 9207 `iss`, RFC 9470
step-up, back-channel logout, access tokens at the API) stands in one module each.
"""
