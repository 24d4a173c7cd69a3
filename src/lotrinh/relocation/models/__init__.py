"""Dossiers, what is known of each establishment, and what its owner is told and says."""

from lotrinh.relocation.models.dossiers import Dossier, Restriction, StepTaken
from lotrinh.relocation.models.facts import (
    Complaint,
    ExposureWeights,
    Finding,
    Needs,
    ResidentsNear,
    Sample,
)
from lotrinh.relocation.models.owners import Contact, Objection, OwnerLink, OwnerMessage
from lotrinh.relocation.models.support import SupportItem, SupportRate

__all__ = [
    "Complaint",
    "Contact",
    "Dossier",
    "ExposureWeights",
    "Finding",
    "Needs",
    "Objection",
    "OwnerLink",
    "OwnerMessage",
    "ResidentsNear",
    "Restriction",
    "Sample",
    "StepTaken",
    "SupportItem",
    "SupportRate",
]
