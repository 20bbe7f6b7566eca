"""Biometrics: a trait compared with a reference that the State holds (D20.1c, D20.1d, X16.4).

Owns the register of services and of reports on their accuracy, the consent to each purpose, the
counters of tries and the record of attempts. Stores no sample and no template: a picture is in
memory for one request, and only its digest is written. The services' protocols are in
`platform.biometrics`, the value of a face as evidence in `assurance`.

Entered through `service.Biometrics` for a sign-in, `providers.BiometricProviders` for the operator
and `consents.BiometricConsents` for the person.
"""
