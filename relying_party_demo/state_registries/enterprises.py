"""A new enterprise: what the page asks about it, and its record in the business register."""

import re
import time
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from relying_party_demo.state_registries.config import Record

FIELDS = {
    "name": ("Tên doanh nghiệp", "name"),
    "enterprise_code": ("Mã số doanh nghiệp", "enterprise code"),
    "tax_code": ("Mã số thuế, nếu có", "tax code, if any"),
    "address": ("Địa chỉ trụ sở", "address"),
    "established_on": ("Ngày thành lập", "established on"),
    "head_name": ("Họ và tên người đại diện, nếu ghi", "representative, if any"),
    "head_number": ("Số định danh của người đại diện", "number of the representative"),
}
"""What is asked about a new enterprise, with the labels on the page."""
NEEDED = ("name", "enterprise_code", "address", "established_on")
CODE = re.compile(r"[A-Za-z0-9-]{1,40}")
PERSONAL_NUMBER = re.compile(r"[0-9]{12}")


def typed_in(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed into each field, with one space between words."""
    return {each: " ".join(form.get(each, "").split()) for each in FIELDS}


def fault_of(typed: Mapping[str, str]) -> str:
    """Why there is no enterprise of what was typed; empty where there is."""
    codes = [typed[each] for each in ("enterprise_code", "tax_code") if typed[each]]
    head = [typed[each] for each in ("head_name", "head_number") if typed[each]]
    if not all(typed[each] for each in NEEDED) or len(head) == 1:
        return "incomplete"
    if not all(CODE.fullmatch(each) for each in codes):
        return "code"
    if typed["head_number"] and not PERSONAL_NUMBER.fullmatch(typed["head_number"]):
        return "number"
    return "" if _is_past(typed["established_on"]) else "day"


def _is_past(day: str) -> bool:
    try:
        return date.fromisoformat(day) <= datetime.fromtimestamp(time.time(), UTC).date()
    except ValueError:
        return False


def record_of(typed: Mapping[str, str]) -> Record:
    """The record of a new enterprise; its number is the provider's to assign."""
    told = ("name", "enterprise_code", "tax_code", "established_on")
    data: dict[str, Any] = {each: typed[each] for each in told if typed[each]}
    data |= {"address": {"formatted": typed["address"], "country": "VN"}, "status": "operating"}
    if typed["head_number"]:
        head = {"number": typed["head_number"], "name": typed["head_name"]}
        data["representative"] = {**head, "role": "legal_representative"}
    return Record({"enterprise_code": typed["enterprise_code"]}, data)
