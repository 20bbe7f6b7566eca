"""Biometrics: a trait compared with a reference that the State holds (D20.1c, D20.1d, X16.4).

Owns the register of services and of what is known about how well they work, the consent to each
purpose, the tries and the attempts. Keeps no sample and no template anywhere: a picture lives in
memory for one request, and of it only a digest is written. Refuses to know how a service is spoken
to, and what a face is worth beside other evidence.

Entered through `service.Biometrics` for a sign-in, `providers.BiometricProviders` for the operator
and `consents.BiometricConsents` for the person.
"""
