#!/usr/bin/env python3
"""Checks without Kite: `contents.py RECORD`, that the closed content beside the log is what the log has the digests of. The log
itself is for check.py. Needs Python 3.9, no more."""
import base64, glob, hashlib, json, sys

def closed(value, path=""):                  # where a digest stands in the place of a value
    if isinstance(value, dict) and set(value) == {"closed", "digest"}: yield path, value["digest"]
    elif isinstance(value, (dict, list)):
        for name, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from closed(inside, f"{path}/{name}".lstrip("/"))

def record(folder):
    held = absent = 0
    for number, line in enumerate(open(f"{folder}/EventLog/decisions.jsonl", "rb"), 1):
        event = json.loads(line)
        files = glob.glob(f"{folder}/EventLog/closed/*/{event['id']}.json")
        for path, digest in closed(event["data"]):
            found = [(file, json.load(open(file, encoding="utf-8")).get(path)) for file in files]
            for file, content in ((file, content) for file, content in found if content):
                text = json.dumps(content["value"], ensure_ascii=False, separators=(",", ":")).encode()
                if base64.b64encode(hashlib.sha256(base64.b64decode(content["salt"]) + text).digest()).decode() != digest:
                    sys.exit(f"line {number}: the content of '{path}' of '{event['ref']}' in '{file}' is not what was recorded")
            held, absent = held + any(content for _, content in found), absent + all(not content for _, content in found)
    return f"{held} closed values are what was recorded; {absent} are not here"

if __name__ == "__main__": print(record(sys.argv[1]))
