"""Time, iterations and the wish to stop, shared by every part of one run. Vietnamese: hạn mức tính toán."""

import time


class Budget:
    """With `iterations` the work is counted, not timed: the same plan comes out unless `seconds` end first.

    With `processor` the seconds are those the processor gave us: measured so, others' work does not matter.
    """

    def __init__(
        self, seconds: float, iterations: int | None = None, began: float | None = None, processor: bool = False
    ):
        self._clock = time.process_time if processor else time.monotonic
        self.began = self._clock() if began is None else began
        self.seconds, self.iterations, self.processor = seconds, iterations, processor
        self._worked, self._passed = time.process_time(), time.monotonic()
        self.stopped = False
        self.timed_out = False
        self.out_of_memory = False

    def stop(self) -> None:
        """Ask the run to end with the best plan so far; safe from a signal handler and from another thread."""
        self.stopped = True

    def spent(self) -> float:
        return self._clock() - self.began

    def left(self, share: float = 1.0) -> float:
        """Seconds until `share` of the time is spent; 0 once stopped."""
        rest = 0.0 if self.stopped else max(0.0, share * self.seconds - self.spent())
        self.timed_out |= rest == 0.0 and share >= 1.0 and not self.stopped
        return rest

    def until(self, share: float) -> float:
        """Like `left`, but a run that counts its work is not hurried by shares of the time."""
        return self.left(1.0 if self.iterations is not None else share)

    def slice(self, most: float, share: float = 1.0) -> float:
        """At most `most` seconds of a free processor out of what is left; a run that counts its work may take all."""
        rest = self.until(share)
        return rest if self.iterations is not None else min(most * self.slowness(), rest)

    def on_the_wall(self, seconds: float) -> float:
        """The same in seconds as HiGHS counts them."""
        return seconds * self._crowded() if self.processor else seconds

    def slowness(self) -> float:
        """How many of our seconds pass for one that the processor gives us: a busy machine must not cut steps short."""
        return 1.0 if self.processor else self._crowded()

    def _crowded(self) -> float:
        worked = time.process_time() - self._worked
        return min(10.0, max(1.0, (time.monotonic() - self._passed) / worked)) if worked > 0.05 else 1.0
