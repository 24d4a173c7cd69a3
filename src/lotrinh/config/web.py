"""Granian, ending with the supervisor that started it even when that one was killed."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    from granian.cli import entrypoint

    entrypoint()


if __name__ == "__main__":
    main()
