"""Reads the demonstration's record with readers that are not ours. Prints a line for each, or fails."""
import base64
import glob
import hashlib
import json
import subprocess
import sys

from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from jsonschema import Draft202012Validator

folder, scripts = sys.argv[1:]
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


def run(script, *arguments):
    return subprocess.run([sys.executable, f"{scripts}/{script}", *arguments], capture_output=True, text=True)


def verified(record):
    return run("check.py", record, f"{folder}/checkpoint")


def seals():
    whole = verified(f"{folder}/record")
    assert whole.returncode == 0, whole.stderr
    renamed = lambda text: text.replace(b"Ormerdyke", b"Ormerdike", 1)
    for change in (renamed, lambda text: text[: len(text) // 2]):
        open(log, "wb").write(change(b"\n".join(lines) + b"\n"))
        assert verified(f"{folder}/record").returncode != 0, "a changed log was taken"
    open(log, "wb").write(b"\n".join(lines) + b"\n")
    return whole.stdout.strip()


def contents():
    whole = run("contents.py", f"{folder}/record")
    assert whole.returncode == 0, whole.stderr
    file = sorted(glob.glob(f"{folder}/record/EventLog/closed/part2/*.json"))[0]
    text = open(file, "rb").read()
    open(file, "wb").write(text.replace(b'"value":"', b'"value":"not '))
    assert run("contents.py", f"{folder}/record").returncode != 0, "changed content was taken"
    open(file, "wb").write(text)
    return whole.stdout.strip()


def proofs():
    answer = json.load(open(f"{folder}/proofs", encoding="utf-8"))
    for proof in answer["proofs"]:
        whole = run("check.py", "--proof", proof["file"], answer["key"])
        assert whole.returncode == 0, whole.stderr
        assert f"is line {proof['position']} of" in whole.stdout, whole.stdout
    # Another place, another checkpoint, another key: each is refused.
    text = open(answer["proofs"][0]["file"], encoding="utf-8").read()
    index = answer["proofs"][0]["position"] - 1
    size = answer["size"]
    name, _, key = answer["key"].split("+", 2)
    other = base64.b64encode(b"\1" + bytes(31) + b"\7").decode()
    number = hashlib.sha256(f"{name}\n".encode() + base64.b64decode(other)).digest()[:4].hex()
    for change, signer in (
        (lambda text: text.replace(f"index {index}\n", f"index {index - 1}\n"), answer["key"]),
        (lambda text: text.replace(f"\n{size}\n", f"\n{size - 1}\n"), answer["key"]),
        (lambda text: text, f"{name}+{number}+{other}"),
    ):
        open(f"{folder}/broken", "w", encoding="utf-8").write(change(text))
        assert run("check.py", "--proof", f"{folder}/broken", signer).returncode != 0, "a broken proof was taken"
    return f"{len(answer['proofs'])} proofs hold"


for reader in cloud_events, schemas, seals, contents, proofs:
    print(f"{reader.__name__}: {reader()}")
