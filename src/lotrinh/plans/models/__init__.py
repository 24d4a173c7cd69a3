from lotrinh.plans.models.contests import Contest
from lotrinh.plans.models.documents import Finding, PlanBlock, PlanVersion, Sentence
from lotrinh.plans.models.duties import Duty, DutyProof
from lotrinh.plans.models.items import Claim, Item, Task, TaskAssignment, TaskUpdate
from lotrinh.plans.models.programme import Programme, ProgrammeLink, ProgrammeOwner
from lotrinh.plans.models.shares import Allotment, Share, ShareProposal
from lotrinh.plans.models.targets import FormerAim, Target, TargetContract

__all__ = [
    "Allotment",
    "Claim",
    "Contest",
    "Duty",
    "DutyProof",
    "Finding",
    "FormerAim",
    "Item",
    "PlanBlock",
    "PlanVersion",
    "Programme",
    "ProgrammeLink",
    "ProgrammeOwner",
    "Sentence",
    "Share",
    "ShareProposal",
    "Target",
    "TargetContract",
    "Task",
    "TaskAssignment",
    "TaskUpdate",
]
