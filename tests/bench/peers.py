#!/usr/bin/env python3
"""What tests/bench/peers.sh cannot say in shell: one measurement, or one table, a call.

    peers.py pick A.B.C                    a number out of the JSON on the standard input
    peers.py table FIGURES PART            a part's figures as a Markdown table
    peers.py rows MIRROR                   name and email of each customer in a mirror
    peers.py requests ADDRESS KEY PAGES    customers a second with Python's requests
    peers.py fill TTYBENCH PROGRAM...      opens the dashboard until it has read all customers
    peers.py memory TTYBENCH [--stdin FILE] PROGRAM...   the peak of its memory once it is quiet, in MB
    peers.py letter TTYBENCH KEYS [--stdin FILE] [--columns N] PROGRAM...
                                           types KEYS, and measures from the last one to the answer
    peers.py query TTYBENCH KEYS ...       the same, but all behind a first `/` is typed at once
    peers.py flood TTYBENCH PROGRAM...     500 times `j` at 1000 a second, and how late the list is then

Times are in ms. `letter` and `query` print two: until the rows stood as they stayed, and until all did, counts too.
Only the leftmost N columns are looked at: what a program shows beside its list comes when it likes.
"""
import collections
import importlib.util
import json
import os
import re
import sqlite3
import statistics
import sys
import threading
import time

MILLISECOND = 1_000_000


def pick(path):
    value = json.load(sys.stdin)
    for name in path.split("."):
        # A summary of nothing is null: nothing was written, or nothing came.
        value = value.get(name) if isinstance(value, dict) else None
    print(0 if value is None else value)


# -- tables ------------------------------------------------------------------
def written(value):
    if abs(value) >= 1000:
        return "{:,.0f}".format(value)
    return "{:.0f}".format(value) if abs(value) >= 100 else "{:.2f}".format(value)


def table(file, part):
    """Prints what was measured: in the order of the first round, each beside the one it is compared with."""
    found = collections.OrderedDict()
    for line in open(file):
        of, what, unit, who, beside, value = line.rstrip("\n").split("\t")
        if of == part:
            found.setdefault((what, unit), collections.OrderedDict()).setdefault((who, beside), []).append(float(value))
    if not found:
        print("Nothing was measured.\n")
        return
    print("| what | unit | who | median | best | beside | ratio of medians | of bests | difference |")
    print("| --- | --- | --- | --: | --: | --- | --: | --: | --: |")
    for (what, unit), all_of in found.items():
        best = max if unit.endswith("/s") else min
        middle = {who: (statistics.median(values), best(values)) for (who, _), values in all_of.items()}
        for (who, beside), values in all_of.items():
            median, top = middle[who]
            cells = [what, unit, who, written(median), written(top)]
            if beside in middle and beside != who:
                other, other_top = middle[beside]
                ratio = lambda a, b: "{:.2f}".format(a / b) if b else "-"
                cells += [beside, ratio(median, other), ratio(top, other_top), written(median - other)]
            else:
                cells += ["", "", "", ""]
            print("| " + " | ".join(cells) + " |")
    print()


# -- customers ---------------------------------------------------------------
def rows(mirror):
    """Prints what fzf is to search, with the newest last, as fzf shows the last ones first."""
    database = sqlite3.connect("file:%s?mode=ro" % mirror, uri=True)
    sql = "SELECT first_name, last_name, email FROM customer ORDER BY created, number DESC"
    for first, last, email in database.execute(sql):
        name = " ".join(part for part in (first, last) if part)
        print("%s\t%s" % (name, email or ""))


def requests_rate(address, key, pages):
    import requests
    numbers, lock = iter(range(1, pages + 1)), threading.Lock()
    read = []

    def work():
        session = requests.Session()
        session.auth, session.trust_env = (key, ""), False
        while True:
            with lock:
                page = next(numbers, None)
            if page is None:
                return
            answer = session.get("%s/customers?page=%d" % (address, page))
            read.append(len(answer.json()["response"]))

    began = time.perf_counter()
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(round(sum(read) / (time.perf_counter() - began)))


# -- programs in a terminal --------------------------------------------------
def load(path):
    """Takes what is used here from ttybench.py."""
    global Emulator, Program, key_bytes, proc_stats
    spec = importlib.util.spec_from_file_location("ttybench", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    Emulator, Program = module.Emulator, module.Program
    key_bytes, proc_stats = module.key_bytes, module.proc_stats


def rest(program, patience=600, quiet=1.0):
    """Waits until a program has drawn something and then used no processor and written nothing for a while."""
    end, calm = time.monotonic() + patience, 0
    program.settle(150, 10_000)
    while calm < quiet and program.alive():
        if time.monotonic() > end:
            sys.exit("it never came to rest")
        before, chunks = proc_stats(program.pid)["cpu_ns"], len(program.chunks)
        program.settle(1e9, 250)
        used = proc_stats(program.pid)["cpu_ns"] - before
        # fzf wakes up often and does nothing.
        calm = calm + 0.25 if used < 4 * MILLISECOND and len(program.chunks) == chunks else 0
    if not program.alive():
        sys.exit("it ended by itself: " + program.final_screen((120, 40)).strip()[:400])


def screen(emulator, columns):
    """Gives the screen's cells line by line, without how they look."""
    lines = emulator.screen.buffer
    return [tuple(lines[y][x].data for x in range(columns)) for y in range(emulator.screen.lines)]


def stands_since(program, begin, columns, keeps=lambda line: True):
    """Gives when the lines that are kept came to stand as they stood in the end, in a program that rests."""
    seen, emulator = [], Emulator(120, 40)
    for at, (when, data) in enumerate(program.chunks):
        emulator.feed(data)
        if at >= begin:
            seen.append((when, screen(emulator, columns)))
    if not seen:
        sys.exit("nothing was written")
    whole = seen[-1][1]
    lines = [y for y, line in enumerate(whole) if keeps("".join(line))]
    since = seen[-1][0]
    for when, now in reversed(seen):
        if any(now[y] != whole[y] for y in lines):
            break
        since = when
    return since


def letter(program, keys, columns, at_once):
    typed = re.findall(r"<[^>]+>|.", keys)
    if at_once:
        opening = 1 if typed[0] == "/" else 0
        typed[opening:] = ["".join(typed[opening:])]
    for key in typed[:-1]:
        program.write(key_bytes(key))
        program.settle(120, 3000)
    rest(program, 60, 0.5)
    before = len(program.chunks)
    began = program.write(key_bytes(typed[-1]))
    program.settle(700, 5000)
    rest(program, 60, 0.5)
    # Counts stand in lines of their own, around the rows.
    is_row = lambda line: not re.search(r"\d of [\d,]+|\d/[\d,]+", line)
    times = stands_since(program, before, columns, is_row), stands_since(program, before, columns)
    print(*(round((when - began) / MILLISECOND, 3) for when in times))


def flood(program, columns):
    before, begin = len(program.chunks), time.monotonic_ns()
    for key in range(500):
        while time.monotonic_ns() < begin + key * MILLISECOND:
            program.read(0.2)
        last = program.write(b"j")
    program.settle(1e9, 1000)
    print(round(max(0, stands_since(program, before, columns) - last) / MILLISECOND, 3))


def in_terminal(command, arguments):
    keys = arguments.pop(0) if command in ("letter", "query") else None
    stdin, columns = None, 120
    while arguments and arguments[0] in ("--stdin", "--columns"):
        name, value = arguments.pop(0), arguments.pop(0)
        stdin, columns = (value, columns) if name == "--stdin" else (stdin, int(value))
    program = Program(arguments, (120, 40), stdin=stdin)
    try:
        rest(program)
        if keys:
            letter(program, keys, columns, command == "query")
        elif command == "flood":
            flood(program, columns)
        elif command == "memory":
            print(round(proc_stats(program.pid)["hwm_kb"] / 1024, 1))
        else:
            program.write(b"q")
            program.wait_exit(10_000)
    finally:
        program.close()


def main():
    command, *arguments = sys.argv[1:] or [""]
    if command == "pick":
        pick(*arguments)
    elif command == "table":
        table(*arguments)
    elif command == "rows":
        rows(*arguments)
    elif command == "requests":
        requests_rate(arguments[0], arguments[1], int(arguments[2]))
    elif command in ("fill", "memory", "letter", "query", "flood"):
        load(arguments.pop(0))
        in_terminal(command, arguments)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    os.environ.setdefault("TERM", "xterm-256color")
    main()
