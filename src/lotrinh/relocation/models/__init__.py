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
from lotrinh.relocation.models.planning import ClusterSupply, Home, Precedence
from lotrinh.relocation.models.scenarios import (
    Amendment,
    PlannedDecision,
    Scenario,
    ScenarioLock,
    ScenarioRun,
)
from lotrinh.relocation.models.support import SupportCap, SupportItem, SupportRate

__all__ = [
    "Amendment",
    "ClusterSupply",
    "Complaint",
    "Contact",
    "Dossier",
    "ExposureWeights",
    "Finding",
    "Home",
    "Needs",
    "Objection",
    "OwnerLink",
    "OwnerMessage",
    "PlannedDecision",
    "Precedence",
    "ResidentsNear",
    "Restriction",
    "Sample",
    "Scenario",
    "ScenarioLock",
    "ScenarioRun",
    "StepTaken",
    "SupportCap",
    "SupportItem",
    "SupportRate",
]
