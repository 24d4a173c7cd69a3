"""How far everything is: targets, tasks, duties, sentences. What dashboards, the living plan and reports all ask."""

from lotrinh.monitoring.states.duties import DutyState, duty_states
from lotrinh.monitoring.states.sentences import SentenceState, sentence_state, sentence_states
from lotrinh.monitoring.states.targets import TargetState, target_states
from lotrinh.monitoring.states.tasks import TaskState, task_states

__all__ = [
    "DutyState",
    "SentenceState",
    "TargetState",
    "TaskState",
    "duty_states",
    "sentence_state",
    "sentence_states",
    "target_states",
    "task_states",
]
