"""Reads the demonstration's record with readers that are not ours. Prints a line for each, or fails."""
import json
import subprocess
import sys

from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft202012Validator

folder, check = sys.argv[1:]
log = f"{folder}/record/EventLog/decisions.jsonl"
lines = open(log, "rb").read().splitlines()


def cloud_events():
    for number, line in enumerate(lines, 1):
        event = JSONFormat().read(CloudEvent, line)
        assert event.get_extension("position") == number
    try:
        JSONFormat().read(CloudEvent, lines[0].replace(b'"source"', b'"sauce"'))
    except CloudEventValidationError:
        return f"{len(lines)} events"
    sys.exit("the CloudEvents SDK took an event without a source")


def schemas():
    all_schemas = {}
    for line in open(f"{folder}/schemas", encoding="utf-8"):
        schema = json.loads(line)
        Draft202012Validator.check_schema(schema)
        all_schemas[schema["$id"]] = Draft202012Validator(schema)
    for line in lines:
        event = json.loads(line)
        all_schemas[event["dataschema"]].validate(event["data"])
        # Without its first required field, none is valid.
        required = all_schemas[event["dataschema"]].schema.get("required", [])
        broken = {name: value for name, value in event["data"].items() if name not in required[:1]}
        if required and all_schemas[event["dataschema"]].is_valid(broken):
            sys.exit(f"the schema of {event['type']} took data without '{required[0]}'")
    return f"{len(all_schemas)} schemas, {len(lines)} events valid"


def verified(record):
    return subprocess.run([sys.executable, check, record], capture_output=True, text=True)


def seals():
    whole = verified(f"{folder}/record")
    assert whole.returncode == 0, whole.stderr
    renamed = lambda text: text.replace(b"Ormerdyke", b"Ormerdike", 1)
    for change in (renamed, lambda text: text[: len(text) // 2]):
        open(log, "wb").write(change(b"\n".join(lines) + b"\n"))
        assert verified(f"{folder}/record").returncode != 0, "a changed log was taken"
    open(log, "wb").write(b"\n".join(lines) + b"\n")
    return whole.stdout.strip()


for reader in cloud_events, schemas, seals:
    print(f"{reader.__name__}: {reader()}")
