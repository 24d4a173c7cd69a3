"""`lotrinh bench NAME…`: run `benchmarks/NAME.py`; each prints one JSON line per figure."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from lotrinh.config.commands.source import source_tree

BENCHMARKS = "benchmarks"


def main(argv: list[str]) -> int:
    folder = source_tree("bench") / BENCHMARKS
    known = {path.stem: path for path in sorted(folder.glob("[a-z]*.py"))}
    names = [word for word in argv if word in known]
    arguments = [word for word in argv if word not in names]
    unknown = [word for word in argv[:1] if word not in known and not word.startswith("-")]
    if unknown or not names:
        print(f"Có các phép đo: {', '.join(known)}. Cách dùng: lotrinh bench TÊN… [THAM SỐ]", file=sys.stderr)
        return 2
    sys.path.insert(0, str(folder))
    return max(_load(known[name]).main(arguments) or 0 for name in names)


def _load(path: Path):
    spec = spec_from_file_location(f"lotrinh_bench_{path.stem}", path)
    assert spec and spec.loader
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # so that dataclasses and child processes find it
    spec.loader.exec_module(module)
    return module
