"""Legal time: units, the calendar of Viet Nam, terms and rule sets (X7.1, X7.3). Pure.

Owns how a term of the law is counted, which days are worked, how long each term is and which norm
says so, and ages. The calendars and the rule sets are dated data files beside the code, checked
when they are loaded. It knows no case and no clock. Entered through `counting.due` and
`legal_time.legal_time`.
"""
