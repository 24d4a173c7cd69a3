from lotrinh.plans.models.documents import Finding, PlanBlock, PlanVersion, Sentence
from lotrinh.plans.models.duties import Duty, DutyProof
from lotrinh.plans.models.items import Claim, Item, Task, TaskAssignment, TaskUpdate
from lotrinh.plans.models.programme import Programme, ProgrammeLink, ProgrammeOwner
from lotrinh.plans.models.targets import Contest, Target, TargetContract

__all__ = [
    "Claim",
    "Contest",
    "Duty",
    "DutyProof",
    "Finding",
    "Item",
    "PlanBlock",
    "PlanVersion",
    "Programme",
    "ProgrammeLink",
    "ProgrammeOwner",
    "Sentence",
    "Target",
    "TargetContract",
    "Task",
    "TaskAssignment",
    "TaskUpdate",
]
