"""Other stores of events, driven by kite-bench: KIND FOLDER EVENTS, then a request a line on standard input.

EVENTS is a file of one event's data a line. Requests are 'one N' (N events, each made durable by itself),
'thousands N' (N batches of 1,000) and 'read'; each is answered by its seconds. 'version' is answered by one.
"""
import socket
import subprocess
import sys
import time
from importlib.metadata import version
from uuid import uuid4

TAGS = ["case/C-12", "deployment/L-7", "office/head-S9", "school/S12"]


class EventSourcing:
    name = "eventsourcing"

    def __init__(self, folder):
        from eventsourcing.persistence import StoredEvent
        from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore

        self.stored = StoredEvent
        # Its SQLite is in WAL with synchronous=FULL by default. It has no tags.
        self.recorder = SQLiteApplicationRecorder(SQLiteDatastore(f"{folder}/events.sqlite"))
        self.recorder.create_table()

    def append(self, lines):
        stream = uuid4()
        self.recorder.insert_events(
            [self.stored(stream, number, "LeaderAllocated", line) for number, line in enumerate(lines)]
        )

    def read(self):
        count, start = 0, 1
        while events := self.recorder.select_notifications(start, 1000):
            count += len(events)
            start = events[-1].id + 1
        return count


class UmaDB:
    name = "umadb"

    def __init__(self, folder):
        from umadb import Client, Event

        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        program = "from umadb.umadb_server_cli import main; main()"
        self.server = subprocess.Popen(
            [sys.executable, "-c", program, "--listen", address, "--db-path", folder],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        self.event = Event
        for attempt in range(100):
            try:
                self.client = Client(f"http://{address}")
                self.client.head()
                return
            except Exception:
                time.sleep(0.05)
        sys.exit("the server of UmaDB does not answer")

    def append(self, lines):
        self.client.append([self.event("LeaderAllocated", line, TAGS, uuid4()) for line in lines])

    def read(self):
        return sum(1 for _ in self.client.read())

    def close(self):
        self.server.terminate()
        self.server.wait()


def answer(store, lines, words):
    start = time.perf_counter()
    if words[0] == "one":
        for number in range(int(words[1])):
            store.append([lines[number % len(lines)]])
    elif words[0] == "thousands":
        for number in range(int(words[1])):
            store.append((lines * (1000 // len(lines) + 1))[:1000])
    elif words[0] == "read":
        store.read()
    elif words[0] == "version":
        return version(store.name)
    return time.perf_counter() - start


def main(kind, folder, events):
    lines = open(events, "rb").read().splitlines()
    store = {"eventsourcing": EventSourcing, "umadb": UmaDB}[kind](folder)
    try:
        for request in sys.stdin:
            print(answer(store, lines, request.split()), flush=True)
    finally:
        if kind == "umadb":
            store.close()


main(*sys.argv[1:])
