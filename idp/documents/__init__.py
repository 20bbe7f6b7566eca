"""Documents that are taken for a case: bounded, examined, sealed under the key of their person.

Owns `document` and `stored_file`. Entered through `service.Documents`; letters keep their PDF in
the same store (`store.FileStore`). What people send is opened by another process alone
(`examiner`), a picture is encoded anew, a PDF is kept as it is and never shown inside a page of
ours. Knows nothing of cases but their number.
"""
