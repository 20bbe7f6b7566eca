"""The browser of the benchmarks posts what the page it got would post."""

from benchmarks.browser import forms_of

PAGE = """
<form method="post" action="/language"><input type="hidden" name="to" value="vi"></form>
<form method="post" action="/consent/1">
<input type="hidden" name="csrf" value="a&amp;b"><input type="hidden" name="shown" value="s">
<input type="checkbox" name="item" value="email"><input value="x" checked type="checkbox" name="y">
<select name="days"><option value="1">1</option><option value="90" selected>90</option></select>
<button type="submit" name="decision" value="allow">I agree</button></form>
"""


def test_every_field_of_the_form_is_sent_and_no_other() -> None:
    other, consent = forms_of(PAGE)
    assert (other.action, other.fields) == ("/language", {"to": "vi"})
    assert consent.action == "/consent/1"
    assert consent.fields == {"csrf": "a&b", "shown": "s", "y": "x", "days": "90"}
    assert consent.buttons == {"decision"}
