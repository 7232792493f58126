"""Kinds of organizations in a skill chain (粤人社规〔2022〕26号, 一)."""

from enum import StrEnum


class OrganizationKind(StrEnum):
    CHAIN_LEAD = "chain_lead"
    ENTERPRISE = "enterprise"
    SCHOOL = "school"
    ASSESSMENT_BODY = "assessment_body"
    TRAINING_BASE = "training_base"
    PARK = "park"
    AUTHORITY = "authority"
