"""What was read, item by item, with the rules that made it and what nearly won: the words of `compile --explain`."""

from collections.abc import Iterator

from .values import Compiled, Trace


def explained(compiled: Compiled) -> Iterator[str]:
    """Lines for a reader who asks why."""
    skeleton = compiled.skeleton
    header = skeleton.header
    yield f"Loại: {header.kind} · Số: {header.number or header.symbol} · Ngày: {header.dated}"
    yield f"Nơi: {header.place_name} · Cơ quan: {header.issuer} · Người ký: {header.signer}"
    yield f"Trích yếu: {header.title}"
    for note in skeleton.carried.notes:
        yield f"Lưu ý: {note}"
    yield from (f"Căn cứ [{basis.place.block}:{basis.place.start}] {basis.citation}" for basis in skeleton.legal_bases)
    for node in skeleton.outline:
        yield (
            f"{'  ' * node.level}{node.label or '(mất nhãn)'} {node.heading}"
            f"  [{node.place.block}:{node.place.start}] {node.confidence:.2f}{_why(node.trace)}"
        )
    for target in compiled.targets:
        yield (
            f"Chỉ tiêu [{target.place.block}:{target.place.start}] {target.indicator} "
            f"{target.comparator} {target.value:g} "
            f"{target.unit} ({target.by}) {target.confidence:.2f}{_why(target.trace)}"
        )
    for task in compiled.tasks:
        yield f"Nhiệm vụ [{task.place.block}:{task.place.start}] {task.name} {task.confidence:.2f}{_why(task.trace)}"
        for part in task.assignments:
            yield f"    {part.role}: {part.unit} {part.confidence:.2f}{_why(part.trace)}"
    yield from (f"Nơi nhận [{line.place.block}:{line.place.start}] {line.line}" for line in skeleton.recipients)
    yield from (f"{finding.rule} {finding.message}" for finding in compiled.findings)


def _why(trace: Trace) -> str:
    rules = f"  ← {', '.join(trace.rules)}" if trace.rules else ""
    return rules + (f" (suýt: {trace.nearly})" if trace.nearly else "")
