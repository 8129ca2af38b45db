#!/usr/bin/env python3
"""Checks this bundle without Kite: `python3 check.py [CHECKPOINT]`. Needs Python 3.9 and `openssl`, no more.

CHECKPOINT is a file with a signed checkpoint that you have from elsewhere, as from the minutes of a meeting: the
log here must go on from it. Without one, compare a key of keys.txt with what its owner says it is: a log whose
keys only the log itself vouches for proves nothing against somebody who rewrote all of it."""
import base64, csv, datetime, functools, glob, hashlib, json, os, re, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))                         # the folder data/ of the bundle
NOTE = re.compile("(([^\n]+)\n([1-9][0-9]*)\n(\\S+)\n)\n((?:— \\S+ \\S+\n)+)")      # C2SP tlog-checkpoint
sha, b64 = lambda *parts: hashlib.sha256(b"".join(parts)).digest(), lambda raw: base64.b64encode(raw).decode()
unbase64 = lambda text: base64.b64decode(text, validate=True)
sealed = lambda line: line[-104:-95] == b',"seal":"' and line[-3:] == b'"}\n'     # 88 characters between them
def check(holds, why): return holds or sys.exit(why)
def read(name): return open(f"{HERE}/{name}", encoding="utf-8").read()

def manifest():                               # BagIt, RFC 8493: every file has its SHA-256 in the manifest
    bag = os.path.dirname(HERE)
    hashes = lambda name: dict(reversed(line.split("  ", 1)) for line in open(f"{bag}/{name}").read().splitlines())
    listed, tags = hashes("manifest-sha256.txt"), hashes("tagmanifest-sha256.txt")
    here = {os.path.relpath(f"{folder}/{file}", bag) for folder, _, files in os.walk(HERE) for file in files}
    packed = {name: hashlib.sha256(open(f"{bag}/{name}", "rb").read()).hexdigest() for name in (here & set(listed)) | set(tags)}
    wrong = [f"{name}: the manifest lists it, and it is not here" for name in sorted(set(listed) - here)]
    wrong += [f"{name}: it was added, the manifest does not list it" for name in sorted(here - set(listed))]
    wrong += [f"{name}: it is not the file that was packed" for name in sorted(packed) if packed[name] != (listed | tags)[name]]
    return check(not wrong, "\n       ".join(wrong)) and "manifest OK"

def verifier(text):                           # C2SP verifier key: name+hash+base64(1, key)
    name, hash, key = text.split("+", 2)
    check(sha(name.encode(), b"\n", unbase64(key))[:4].hex() == hash, f"'{text}' is no key")
    return [name, bytes.fromhex(hash), unbase64(key)[1:]]

def signed(key, text, signature):             # Ed25519, by openssl; before the 32 bytes goes what DER wants
    with tempfile.TemporaryDirectory() as at:
        for name, data in ("key", bytes.fromhex("302a300506032b6570032100") + key), ("text", text), ("sig", signature):
            with open(f"{at}/{name}", "wb") as file: file.write(data)
        verify = f"openssl pkeyutl -verify -pubin -keyform DER -rawin -inkey {at}/key -in {at}/text -sigfile {at}/sig"
        return subprocess.run(verify.split(), capture_output=True).returncode == 0

def opened(note, keys):                       # origin, size and root of a note that one of these keys signed
    text, origin, size, root, lines = check(NOTE.fullmatch(note), "the checkpoint is malformed").groups()
    for name, raw in ((name, unbase64(seal)) for _, name, seal in map(str.split, lines.splitlines())):
        if any(key[:2] == [name, raw[:4]] and signed(key[2], text.encode(), raw[4:]) for key in keys):
            return origin, int(size), unbase64(root)
    sys.exit(f"no key that the log had then signed this: {lines.strip()}")

def grow(tree, node):                         # RFC 6962: a stack of perfect subtrees, the largest first; the root
    tree.append((1, node))
    while tree[1:] and tree[-1][0] == tree[-2][0]: tree[-2:] = [(2 * tree[-1][0], sha(b"\1", tree[-2][1], tree[-1][1]))]
    return functools.reduce(lambda right, left: sha(b"\1", left[1], right), tree[-2::-1], tree[-1][1])

def members(pairs): return check(len(dict(pairs)) == len(pairs) and [dict(pairs)], "a name is twice in an object")[0]

def parse(at, line):
    try: return json.loads(line, object_pairs_hook=members)
    except (Exception, SystemExit) as failure: sys.exit(f"line {at}: it is no line of a log: {failure}")

def log(checkpoint):                          # every line in its place, each commit under the seal of a key of the log
    keys, texts, tree, refs, roots, commit, good, begin = [], [], [], set(), {}, [], 0, 1
    for at, line in enumerate(open(f"{HERE}/log.jsonl", "rb"), 1):
        event = parse(at, line)
        if "leaf" in event:                   # the hash of a line of another case
            roots[at] = grow(tree, unbase64(event["leaf"]))
            continue
        here = f"line {at}, entry {event['ref']}"
        check(event["position"] == at, f"{here}: it says that it is line {event['position']}: here one was dropped, added or moved")
        commit, begin = commit + [(event["ref"], event["actor"])], begin if commit else at
        check(len(set(commit)) == 1 and event["ref"] not in refs, f"{here}: the entry above has no seal, or this one comes again")
        if at == 1: origin = f"kite/{event['data']['trust']}/{event['data']['logID']}"
        check(event["source"] == "urn:" + origin.replace("/", ":"), f"{here}: it is of another log")
        for name in {"LogOpened": ["key", "recoveryKey"], "KeyEnrolled": ["key"]}.get(event["type"], []):
            keys.append([*verifier(event["data"][name]), at, 2**40])
            texts.append(event["data"][name])
        if event["type"] == "KeyRevoked": next(key for key in keys if key[:3] == verifier(event["data"]["key"]))[4] = at
        root = grow(tree, sha(b"\0", line[:-104] + b"}" if sealed(line) else line[:-1]))
        if not sealed(line): continue
        may = [key for key in keys if key[3] <= max(good, 1) and key[4] >= begin]
        note = f"{origin}\n{at}\n{b64(root)}\n\n— {origin}/{event['actor']} {event['seal']}\n"
        try: opened(note, may)
        except SystemExit: sys.exit(f"{here}: the seal does not hold: lines {begin} to {at}, or what stands above them "
                                    f"since line {good}, are not what was sealed")
        commit, good, roots[at], last = refs.add(event["ref"]) or [], at, root, event["time"]
    check(not commit, f"entry {commit and commit[0][0]}: its seal is missing")
    for name in ["checkpoint.txt"] + checkpoint:
        named, size, root = opened(open(os.path.join(HERE, name), encoding="utf-8").read(), keys)
        check((named, roots.get(size)) == (origin, root), f"{name}: the log ends before line {size}, or is not the one signed there")
    listed = [line.split()[0] for line in read("keys.txt").splitlines() if line and line[0] != "#"]
    check(sorted(listed) == sorted(texts), "keys.txt: these are not the log's keys")
    return f"every line under the seal of {london(last)} OK" + ", it goes on from your checkpoint" * len(checkpoint)

def closed(value, path=""):                   # where a digest stands in the place of a value
    if isinstance(value, dict) and set(value) == {"closed", "digest"}: yield path, value["digest"]
    elif isinstance(value, (dict, list)):
        for name, inside in value.items() if isinstance(value, dict) else enumerate(value):
            yield from closed(inside, f"{path}/{name}".lstrip("/"))

def contents(events):                         # what is closed to others and shown to you is what was recorded
    digests = {(event["id"], path): digest for event in events for path, digest in closed(event["data"])}
    files, here = glob.glob(f"{HERE}/closed/*/*.json"), set()
    for file in files:
        for path, content in json.load(open(file, encoding="utf-8")).items():
            text = json.dumps(content["value"], ensure_ascii=False, separators=(",", ":")).encode()
            found = digests.get((os.path.basename(file)[:-5], path))
            check(found == b64(sha(unbase64(content["salt"]), text)), f"{os.path.relpath(file, HERE)}: '{path}' is not what was recorded")
            here.add((os.path.basename(file)[:-5], path))
    return f"{len(files)} closed files OK, {len(digests) - len(here)} closed values are not here (withheld or erased)"

def london(time):                             # summer time from the last Sunday of March to that of October, 01:00 UTC
    utc = datetime.datetime.fromisoformat(time[:19])
    last = lambda end: end - datetime.timedelta((end.weekday() + 1) % 7)
    summer = last(datetime.datetime(utc.year, 3, 31, 1)) <= utc < last(datetime.datetime(utc.year, 10, 31, 1))
    return str((utc + datetime.timedelta(hours=summer)).date())

def selected(events, chosen):                 # the entries that the selection asks for, from the log alone: {ref: day, types}
    now = {(event["data"]["entry"], event["data"]["field"]): event["data"].get("now") for event in events
           if event["type"] == "EntryCorrected"}
    field = lambda event, name: now.get((event["id"], name), event["data"].get(name))
    entries, window = {}, None
    for event in events: entries.setdefault(event["ref"], []).append(event)
    day = lambda entry: next((field(event, "day") for event in entry if event["type"] == "DecisionTaken"), london(entry[0]["time"]))
    tagged = lambda entry, tag: any(tag in event.get("tags", "").split() for event in entry)
    if "case" in chosen:                      # with its school's entries, from the school year in which it opened to its end
        case = [event for event in events if f"case/{chosen['case']}" in event.get("tags", "").split()]
        placed = next(event for event in case if event["type"] == "SchoolPlacedAtRisk")
        first, end = field(placed, "firstDay") or day(entries[placed["ref"]]), [event for event in case if event["type"] == "AtRiskEnded"]
        until = max((max(field(event, "firstDay"), field(event, "followUpUntil")) for event in end), default="9999-12-31")
        window = f"school/{placed['data']['school']}", f"{int(first[:4]) - (first[5:7] < '09')}-09-01", until
    def fits(entry):
        return all((
            "case" not in chosen or tagged(entry, f"case/{chosen['case']}") or tagged(entry, window[0]) and window[1] <= day(entry) <= window[2],
            "school" not in chosen or tagged(entry, f"school/{chosen['school']}"),
            "type" not in chosen or any(event["type"] == chosen["type"] for event in entry),
            "recordedBy" not in chosen or entry[0]["actor"] == chosen["recordedBy"],
            chosen.get("since", "") <= london(entry[0]["time"]) <= chosen.get("until", "9999"), day(entry) <= chosen.get("decidedBy", "9999")))
    return {ref: (day(entry), [event["type"] for event in entry]) for ref, entry in entries.items() if fits(entry)}

def complete(events, hidden):                 # the readable lists hold what the selection asks for, all of it and nothing else
    chosen = json.loads(read("selection.json"))
    shown = [row["Ref"] for row in csv.DictReader(open(f"{HERE}/decisions.csv", encoding="utf-8-sig", newline=""))]
    page = re.findall(r'<section id="([^"]+)"', read("index.html"))
    check(shown == page, f"index.html and decisions.csv list other entries: {sorted(set(shown) ^ set(page))}")
    if "unchecked" in chosen:
        known = {event["ref"] for event in events}
        check(set(shown) <= known, f"entry {', '.join(sorted(set(shown) - known))}: it is listed, and not in the log")
        return f"{chosen['words']}: {len(shown)} entries listed; that these are all is not checked ({chosen['unchecked']})"
    found = selected(events, chosen)
    for ref, (day, types) in found.items(): print(f"  {ref:10} {day}  {', '.join(dict.fromkeys(types))}")
    check(set(shown) <= set(found), f"entry {', '.join(sorted(set(shown) - set(found)))}: it is listed, and the log has no such entry of {chosen['words']}")
    check(set(found) <= set(shown), f"entry {', '.join(sorted(set(found) - set(shown)))}: it is of {chosen['words']}, and not listed")
    check(shown == list(found), "decisions.csv lists the entries in another order than the log")
    return f"{chosen['words']} complete" + (f" in the lines that are shown; of {hidden} only the hashes are here" if hidden else "")

if __name__ == "__main__":
    lines = []
    for at, line in enumerate(open(f"{HERE}/log.jsonl", "rb"), 1):
        try: lines.append(parse(at, line))
        except SystemExit: lines.append({"leaf": None})     # named below
    events = [line for line in lines if "leaf" not in line]
    done, wrong = [], []
    for step in (manifest, lambda: log([os.path.abspath(name) for name in sys.argv[1:]]), lambda: contents(events),
                 lambda: complete(events, len(lines) - len(events))):
        try: done.append(step())
        except (Exception, SystemExit) as failure: wrong.append(str(failure) if isinstance(failure, SystemExit) else f"{type(failure).__name__}: {failure}")
    print(", ".join(done))
    print("decisions.csv and index.html are for reading; what was recorded stands in log.jsonl and closed/.")
    sys.exit("\n".join(f"WRONG  {why}" for why in wrong) or 0)
