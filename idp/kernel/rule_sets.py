"""The names of the dated rule sets, for the settings and for the law."""

from enum import StrEnum


class RuleSetName(StrEnum):
    """The texts that ship; a deployment picks one (Q1, X7.3)."""

    DRAFT_2024 = "draft-2024"
    DECREE_69_2024 = "decree-69-2024"
