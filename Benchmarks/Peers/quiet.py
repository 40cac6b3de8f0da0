"""Runs commands while other programs leave the machine alone."""

import os
import resource
import subprocess
import sys
import time

# The share of the machine that others may take.
BUSY = 0.06


def processor_times():
    """Seconds that all processors worked, and that children of this process did."""
    with open("/proc/stat", encoding="ascii") as file:
        fields = [int(x) for x in file.readline().split()[1:9]]
    ticks = os.sysconf("SC_CLK_TCK")
    idle = fields[3] + fields[4]
    # Stolen time is other machines' work on the same processors.
    own = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (sum(fields) - idle) / ticks, own.ru_utime + own.ru_stime


def others_share(before, after, seconds):
    """The part of the machine that other programs took."""
    all_work, own_work = after[0] - before[0], after[1] - before[1]
    return max(0.0, all_work - own_work) / (seconds * os.cpu_count())


class Bench:
    """Runs commands while the machine is quiet."""

    def __init__(self, patience):
        self.patience = patience
        self.disturbed = 0

    def wait(self):
        """Waits until others leave the machine alone for a second."""
        deadline = time.monotonic() + self.patience
        while time.monotonic() < deadline:
            before, start = processor_times(), time.monotonic()
            time.sleep(1)
            if others_share(before, processor_times(), time.monotonic() - start) < BUSY:
                return
        if self.patience > 0:
            print("bench: the machine does not become quiet; going on", file=sys.stderr)

    def run(self, command, **options):
        """A command's standard output, its wall seconds and its peak memory in bytes."""
        attempts = 4 if self.patience > 0 else 1
        for attempt in range(attempts):
            self.wait()
            before, start = processor_times(), time.monotonic()
            with subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
            ) as process:
                output, errors = process.communicate()
                seconds = time.monotonic() - start
            if process.returncode != 0:
                raise SystemExit(f"{' '.join(command)} exited {process.returncode}:\n{errors[-2000:]}")
            share = others_share(before, processor_times(), seconds)
            disturbed = share >= BUSY and seconds >= 1
            if not disturbed or attempt + 1 == attempts:
                self.disturbed += disturbed
                return output, seconds
        raise AssertionError("there is a last attempt")

    def in_turns(self, rounds, *works):
        """Each work's results, one a round, the works one after the other within a round."""
        results = [[] for _ in works]
        for _ in range(rounds):
            for result, work in zip(results, works):
                result.append(work())
        return results
