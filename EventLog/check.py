"""Checks without Kite, with Python 3.9 and `openssl`: `check.py RECORD [CHECKPOINT]`, a whole log, and that it goes on from
the signed checkpoint in a file; `check.py --proof FILE KEY...`, that a line stands in the log, by keys from elsewhere."""
import base64, datetime, functools, hashlib, json, re, subprocess, sys, tempfile
LINE = re.compile(rb'\{"specversion":"1\.0","id":"[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}",'
    rb'"source":"TEXT","type":"TEXT","subject":"TEXT","time":"[-\d]{10}T[:\d]{8}\.\d{3}Z","position":[1-9]\d{0,9},'
    rb'"ref":"[\dA-Za-z-]+","actor":"TEXT"(,"office":"TEXT")?(,"tags":"TEXT( TEXT)*")?,"dataschema":"TEXT",'
    rb'"data":\{.*\}(,"seal":"[^"]{92}")?\}\n'.replace(b"TEXT", rb"[!#-\[\]-~]+"), re.DOTALL)
NOTE = "((TEXT)\n(0|[1-9][0-9]*)\n(TEXT)\n(?:TEXT\n)*)\n((?:— [^\\s+\0-\x1f]+ \\S+\n)+)".replace("TEXT", "[^\0-\x1f]+")
PROOF = rb"(?s)c2sp\.org/tlog-proof@v1\n(?:extra (\S+)\n)?index (0|[1-9][0-9]*)\n((?:\S+\n)*)\n(.*)"
sha, b64 = lambda *parts: hashlib.sha256(b"".join(parts)).digest(), lambda data: base64.b64encode(data).decode()
sealed = lambda line: line[-104:-95] == b',"seal":"' and line[-3:] == b'"}\n'
def check(holds, why): return holds or sys.exit(why)
def unbase64(text, *lengths):                # of its spellings only the one whose unused bits are zero
    raw = base64.b64decode(text, validate=True)
    return check(b64(raw) == text and len(raw) in (lengths or range(5, 2**20)) and raw, f"'{text}' is not the base64 it should be")
def verifier(text):                          # C2SP verifier key: name+hash+base64(type, key)
    name, hash, key = text.split("+", 2)
    check(unbase64(key, 33)[0] == 1 and sha(name.encode(), b"\n", unbase64(key))[:4].hex() == hash, f"'{text}' is no key")
    return [name, bytes.fromhex(hash), unbase64(key)[1:]]
def signed(key, text, signature):
    with tempfile.TemporaryDirectory() as at:
        for name, data in ("key", bytes.fromhex("302a300506032b6570032100") + key), ("text", text), ("sig", signature):
            open(f"{at}/{name}", "wb").write(data)
        openssl = f"openssl pkeyutl -verify -pubin -keyform DER -rawin -inkey {at}/key -in {at}/text -sigfile {at}/sig"
        return subprocess.run(openssl.split(), capture_output=True).returncode == 0
def opened(note, keys):                      # C2SP checkpoint: origin, size, root, empty line, "— name base64(ID, signature)"
    text, origin, size, root, lines = check(re.fullmatch(NOTE, note), "the signed checkpoint is malformed").groups()
    seals = [(name, unbase64(seal)) for _, name, seal in map(str.split, lines.splitlines())]
    known = [(name, raw[4:], key[2]) for name, raw in seals for key in keys if key[:2] == [name, raw[:4]]]
    for name, raw, key in known: check(signed(key, text.encode(), raw), f"the seal of '{name}' is not of what it seals")
    return origin, int(size), unbase64(root, 32), check([name for name, *_ in known], f"no key of this log, or given after the file, signed it: {lines}")
def proven(proof, keys):                     # C2SP tlog-proof; what is extra is the line without its seal
    line, index, path, note = check(re.fullmatch(PROOF, proof), "the proof is malformed").groups()
    origin, size, root, names = opened(note.decode(), keys)
    check({name.rpartition("/")[0] for name in names} == {origin}, f"the checkpoint is of another log, '{origin}'")
    line, index, path = unbase64(line.decode()), int(index), [unbase64(hash, 32) for hash in path.decode().split()]
    node, fork = sha(b"\0", line), (index ^ size - 1).bit_length()    # above it the path keeps to the right edge
    check(index < size and len(path) == fork + bin(index >> fork).count("1"), "the proof has not the hashes of this place")
    for level, other in enumerate(path):
        node = sha(b"\1", other, node) if level >= fork or index >> level & 1 else sha(b"\1", node, other)
    check(node == root, "the line is not at this place of the log that was signed")
    return f"{line.decode()}\nis line {index + 1} of '{origin}': {' and '.join(names)} signed the checkpoint of {size} lines"
def grow(tree, node):                        # RFC 6962: a stack of perfect subtrees, the largest first; returns the root
    tree.append((1, node))
    while tree[1:] and tree[-1][0] == tree[-2][0]: tree[-2:] = [(2 * tree[-1][0], sha(b"\1", tree[-2][1], tree[-1][1]))]
    return functools.reduce(lambda right, left: sha(b"\1", left[1], right), tree[-2::-1], tree[-1][1])
def members(pairs): return check(len(dict(pairs)) == len(pairs) and [dict(pairs)], "a name is twice in its data")[0]
def record(folder, checkpoint=None):
    keys, tree, refs, roots, commit, good, end, time, problem = [], [], set(), {0: sha()}, [], 0, 0, "", ""
    log = open(f"{folder}/EventLog/decisions.jsonl", "rb")
    try:
        for at, line in enumerate(log, 1):
            check(LINE.fullmatch(line) and len(line) < 65538 and b"\\u0000" not in line.replace(b"\\\\", b""), "its form is not that of a line")
            event = json.loads(line.decode(), object_pairs_hook=members, parse_float=int, parse_constant=int)
            data, kind, tags = event["data"], event["type"], event.get("tags", "").split()
            commit.append([event["ref"], event["actor"], event.get("office"), kind])
            if at == 1: origin = f"kite/{data['trust']}/{data['logID']}"
            check(event["position"] == at and event["source"] == "urn:" + origin.replace("/", ":"), "it belongs elsewhere")
            check(commit[-1][:3] == commit[0][:3] and event["ref"] not in refs, "the commit above has no seal, or comes again")
            check(datetime.datetime.fromisoformat(event["time"][:-1]) and tags == sorted(set(tags)), "its tags are not sorted")
            check(event["time"] >= time or commit[0][3] == "ClockExplained", "its time is before that of the line above")
            new = {"LogOpened": ["key", "recoveryKey"], "KeyEnrolled": ["key"]}.get(kind, [])
            keys += [[*verifier(data[name]), at, 2**40] for name in new]
            if kind == "KeyRevoked": next(key for key in keys if key[:3] == verifier(data["key"]))[4] = at
            root, time = grow(tree, sha(b"\0", line[:-104] + b"}" if sealed(line) else line[:-1])), event["time"]
            if not sealed(line): continue
            may = [key for key in keys if key[3] <= max(good, 1) and key[4] > good]
            opened(f"{origin}\n{at}\n{b64(root)}\n\n— {origin}/{event['actor']} {event['seal']}\n", may)
            commit, good, end, roots[at] = refs.add(event["ref"]) or [], at, log.tell(), root
    except (Exception, SystemExit) as failure: problem = f"line {at}: {failure}"
    log.seek(end); rest = log.readlines()    # a write that was interrupted has no seal, or pages of zeros
    check(good and sum(map(sealed, rest)) <= (b"\0" in b"".join(rest)), problem or "line 1: the log ends before its first seal")
    if checkpoint:
        named, size, root, _ = opened(open(checkpoint, encoding="utf-8").read(), [key for key in keys if key[3] <= good])
        check((named, roots.get(size)) == (origin, root), f"line {min(size, good + 1)}: the log ends before, or is another")
    return f"{good} lines and {len(refs)} seals hold; head {b64(roots[good])}; {sum(map(len, rest))} bytes are unfinished"
if __name__ == "__main__":
    try: print(record(*sys.argv[1:]) if sys.argv[1] != "--proof" else
        proven(open(sys.argv[2], "rb").read(), [*map(verifier, sys.argv[3:])]))
    except Exception as problem: sys.exit(f"this can't be checked: {type(problem).__name__}: {problem}" if len(sys.argv) > 1 else __doc__)
