#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""measure.py ROWS RUNS VOLUME WORK MAKER FILE -- COMMAND... - measure one command and append a row to the table ROWS.

Wall time and CPU time (user and system, of the whole process tree) are medians of RUNS runs after one that is not counted; memory
is the largest resident size of any one process in the tree. FILE is what the command makes (a file or a folder), for its size.

measure.py ROWS - print the table, and every peer's figures divided by ospopress' for the same work on the same volume.
"""
import ctypes
import os
import resource
import statistics
import subprocess
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def reap():
    """Children of children that outlive their parent become ours, so that their time counts."""
    try:
        while os.waitpid(-1, 0):
            pass
    except ChildProcessError:
        pass


def run(command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read()
    process.wait()
    wall = time.monotonic() - start
    reap()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return process.returncode, errors, wall, cpu


def size_of(path):
    if os.path.isdir(path):
        return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names)
    return os.path.getsize(path) if os.path.exists(path) else 0


def measure(rows, runs, volume, work, maker, made, command):
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    times = []
    for number in range(runs + 1):
        status, errors, wall, cpu = run(command)
        if status != 0:
            sys.stderr.write('%s %s %s: exit status %d\n%s' % (volume, work, maker, status, errors.decode('utf-8', 'replace')[-600:]))
            return 1
        if number > 0:
            times.append((wall, cpu))
    wall, cpu = (statistics.median(column) for column in zip(*times))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with open(rows, 'a') as table:
        table.write('%s\t%s\t%s\t%.3f\t%.3f\t%.0f\t%.2f\n' % (volume, work, maker, wall, cpu, memory, size_of(made) / 1e6))
    return 0


def show(rows):
    with open(rows) as table:
        rows = [line.rstrip('\n').split('\t') for line in table]
    own = {(volume, work): figures for volume, work, maker, *figures in rows if maker == 'ospopress'}
    print('%-7s %-10s %-20s %8s %8s %8s %9s %9s   against ospopress: wall, CPU, memory' %
          ('volume', 'work', 'maker', 'wall s', 'CPU s', 'MiB', 'MB made', 'ms CPU/a.'))
    for volume, work, maker, *figures in rows:
        line = '%-7s %-10s %-20s %8s %8s %8s %9s %9.2f' % (volume, work, maker, *figures, 1000 * float(figures[1]) / int(volume[1:]))
        mine = own.get((volume, work))
        if maker != 'ospopress' and mine is not None:
            line += '   ' + '  '.join('x%.2f' % (float(its) / max(float(ours), 0.001)) for its, ours in list(zip(figures, mine))[:3])
        print(line)


if __name__ == '__main__':
    if len(sys.argv) == 2:
        show(sys.argv[1])
    else:
        sys.exit(measure(sys.argv[1], int(sys.argv[2]), *sys.argv[3:7], sys.argv[8:]))
