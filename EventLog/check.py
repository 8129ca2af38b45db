#!/usr/bin/env python3
"""Checks a record without Kite: python3 check.py RECORD [CHECKPOINT]

Every line, seal and key, and all closed content that is there; with a checkpoint (a file that holds the signed note
from somebody's minutes), also that this log goes on from it. Needs Python 3.9 and `openssl`, no more.
"""
import base64, hashlib, json, os, subprocess, sys, tempfile

sha, b64 = lambda data: hashlib.sha256(data).digest(), lambda data: base64.b64encode(data).decode()

def fail(line, says): sys.exit(f"line {line}: {says}" if line else says)
def push(stack, leaf):                       # RFC 6962: a stack of perfect subtrees, the largest first
    stack.append((1, leaf))
    while len(stack) > 1 and stack[-1][0] == stack[-2][0]:
        (size, right), (_, left) = stack.pop(), stack.pop()
        stack.append((2 * size, sha(b"\x01" + left + right)))
def root(stack):
    result = stack[-1][1]
    for _, left in reversed(stack[:-1]): result = sha(b"\x01" + left + result)
    return result

def verkey(text):                            # C2SP verifier key: name+hash+base64(type, key)
    name, hash, key = text.split("+", 2)
    key = base64.b64decode(key, validate=True)
    if key[0] != 1 or sha(name.encode() + b"\n" + key)[:4].hex() != hash: fail(0, f"'{text}' is no Ed25519 key")
    return (name, bytes.fromhex(hash)), key[1:]

def signed(key, text, signature):
    with tempfile.TemporaryDirectory() as folder:
        der = bytes.fromhex("302a300506032b6570032100") + key
        for name, data in ("key", der), ("text", text), ("sig", signature): open(f"{folder}/{name}", "wb").write(data)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin", "-inkey",
            f"{folder}/key", "-in", f"{folder}/text", "-sigfile", f"{folder}/sig"], capture_output=True).returncode == 0
def closed(value, path=""):                  # where digests stand in the place of closed values
    if isinstance(value, dict) and set(value) == {"closed", "digest"}: yield path, value["closed"], value["digest"]
    elif isinstance(value, (dict, list)):
        for name, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from closed(inside, f"{path}/{name}" if path else str(name))

def main(record, checkpoint=None):
    note = open(checkpoint, encoding="utf-8").read().split("\n") if checkpoint else None
    stack, keys, pending, refs, seals, held, last = [], {}, [], set(), 0, 0, (None, None, True)
    for number, line in enumerate(open(f"{record}/EventLog/decisions.jsonl", "rb"), 1):
        event, body = json.loads(line), line.rstrip(b"\n")
        ref, actor, data = event["ref"], event["actor"], event["data"]
        push(stack, sha(b"\x00" + (body[:body.rindex(b',"seal":"')] + b"}" if "seal" in event else body)))
        if event["position"] != number: fail(number, f"says that it is line {event['position']}")
        if (ref in refs) != (ref == last[0] and not last[2]): fail(number, f"the commit '{ref}' was cut or repeated")
        if ref == last[0] and actor != last[1]: fail(number, f"the commit '{ref}' has two actors")
        if number == 1: origin = f"kite/{data['trust']}/{data['logID']}"
        if event["type"] in ("LogOpened", "KeyEnrolled"):
            pending += [verkey(data[name]) for name in ("key", "recoveryKey") if name in data]
        if event["type"] == "KeyRevoked": pending.append((verkey(data["key"])[0], None))
        if number == 1: keys.update(pending)
        if "seal" in event:
            raw, head = base64.b64decode(event["seal"], validate=True), b64(root(stack))
            key = keys.get((f"{origin}/{actor}", raw[:4]))
            if key is None: fail(number, f"'{actor}' has no enrolled key like the one that sealed this")
            if not signed(key, f"{origin}\n{number}\n{head}\n".encode(), raw[4:]):
                fail(number, "the seal does not hold: this or an earlier line was changed")
            keys.update(pending); pending.clear(); seals += 1
        if note and note[:2] == [origin, str(number)] and b64(root(stack)) != note[2]:
            fail(number, "the log is not the one of the checkpoint")
        for path, kind, digest in closed(data):
            file = f"{record}/EventLog/closed/{kind}/{event['id']}.json"
            content = json.load(open(file, encoding="utf-8")).get(path) if os.path.exists(file) else None
            if content is None: continue
            value = json.dumps(content["value"], ensure_ascii=False, separators=(",", ":")).encode()
            if b64(sha(base64.b64decode(content["salt"]) + value)) != digest:
                fail(number, f"the closed content of '{path}' is not what was recorded")
            held += 1
        refs.add(ref); last = ref, actor, "seal" in event
    if not last[2]: fail(number, "the last commit has no seal")
    if note and (note[0] != origin or int(note[1]) > number): fail(0, f"the log ends at line {number}, before {note[:2]}")
    print(f"{number} lines, {seals} seals and {held} closed values hold; head {head}")

if len(sys.argv) not in (2, 3): fail(0, __doc__)
try: main(*sys.argv[1:])
except Exception as problem: fail(0, f"this is no whole record: {type(problem).__name__}: {problem}")
