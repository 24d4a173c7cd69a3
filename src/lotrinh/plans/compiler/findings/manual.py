"""The page of rules in docs/, made of the rules themselves: python -m lotrinh.plans.compiler.findings.manual"""

from . import RULES
from .rule import Rule

_FAMILIES = {
    "C": "Claims: sums and shares",
    "D": "Duties",
    "F": "Form",
    "N": "Numbering",
    "P": "Plan: dates, periods, what the whole lacks",
    "R": "References",
    "T": "Targets",
}


def manual() -> str:
    """The page as Markdown. Titles, reasons and examples are Vietnamese, as `lotrinh check` prints them."""
    lines = [
        "# Rules of the linter for plans",
        "",
        "Made from `src/lotrinh/plans/compiler/findings/` by `python -m lotrinh.plans.compiler.findings.manual`;",
        "a test keeps it true. `lotrinh check FILE…` prints what these rules find and exits 1 when there are errors.",
    ]
    for family, name in _FAMILIES.items():
        lines += ["", f"## {family}: {name}"]
        for rule in RULES:
            if rule.id.startswith(family):
                lines += ["", *_section(rule)]
    return "\n".join(lines) + "\n"


def _section(rule: Rule) -> list[str]:
    kind = f", contradiction of kind `{rule.kind}`" if rule.kind else ""
    return [
        f"### {rule.id} {rule.title}",
        "",
        f"*{rule.severity.value}{kind}.* {rule.reason}",
        "",
        f"- Ví dụ: {rule.example}",
        f"- Cách sửa: {rule.mend}",
    ]


if __name__ == "__main__":
    print(manual(), end="")
