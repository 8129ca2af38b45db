"""Exports the demonstration's record in every format, and reads each with a reader not ours, which must
refuse the same export when it is broken. Prints a line for each, or fails."""
import csv
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile

import bagit
import frictionless
import html5lib
import icalendar
import openpyxl
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

folder, program = map(os.path.abspath, sys.argv[1:])
os.chdir(folder)
record = f"{folder}/record"


def kite(*words):
    made = subprocess.run([program, *words, "--record", record], capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    return made.stdout


def export(format, name, audience="auditor", *more):
    kite("export", "--format", format, "--audience", audience, "--out", f"{folder}/{name}", *more)
    return f"{folder}/{name}"


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)
    return path


def refuses(error, reader, broken):
    try:
        reader(broken)
    except error:
        return
    sys.exit(f"{reader.__name__} took what is broken")


def cloud_events(path):
    return [JSONFormat().read(CloudEvent, line) for line in read(path).splitlines()]


def jsonl():
    path = export("jsonl", "trail.jsonl")
    assert read(path) == read(f"{record}/EventLog/decisions.jsonl"), "the lines are not those of the log"
    events = cloud_events(path)
    broken = write(f"{folder}/broken.jsonl", read(path).replace(b'"source"', b'"sauce"', 1))
    refuses(CloudEventValidationError, cloud_events, broken)
    return f"{len(events)} lines"


def cloudevents():
    path = export("cloudevents", "trail.cloudevents")
    events = cloud_events(path)
    public = cloud_events(export("cloudevents", "public.cloudevents", "public"))
    assert len(events) == len(public)
    closed = lambda events: sum(json.dumps(event.get_data()).count('"closed": "part2"') for event in events)
    assert closed(events) < closed(public), "an auditor sees no more than the public"
    broken = write(f"{folder}/broken.cloudevents", read(path).replace(b'"type"', b'"typo"', 1))
    refuses(CloudEventValidationError, cloud_events, broken)
    return f"{len(events)} events"


def valid(path):
    # It reads nothing by an absolute path.
    report = frictionless.validate(os.path.relpath(path))
    if not report.valid:
        raise ValueError(report.flatten(["rowNumber", "fieldName", "type"]))


def csv_for_people():
    path = export("csv", "trail.csv")
    data = read(path)
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n")
    valid(path)
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for row in rows:
        datetime.date.fromisoformat(row["Day"])
        assert not any(cell and cell[0] in "=+-@\t\r" for cell in row.values()), row
    broken = write(f"{folder}/broken.csv", data + b'"one","too many"' + b',"x"' * 60 + b"\r\n")
    refuses(ValueError, valid, broken)
    return f"{len(rows)} entries"


def csv_machine():
    path = export("csv-machine", "tables")
    valid(f"{path}/datapackage.json")
    package = frictionless.Package(os.path.relpath(f"{path}/datapackage.json"))
    shutil.copytree(path, f"{folder}/broken-tables")
    table = f"{folder}/broken-tables/decisions.csv"
    write(table, re.sub(rb"\d{4}-\d\d-\d\d", b"2025-02-30", read(table), count=1))
    refuses(ValueError, valid, f"{folder}/broken-tables/datapackage.json")
    return ", ".join(f"{resource.name} {len(resource.read_rows())}" for resource in package.resources)


def workbook(path):
    return openpyxl.load_workbook(path)


def xlsx():
    path = export("xlsx", "board.xlsx")
    book = workbook(path)
    assert book.sheetnames[0] == "About"
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2", sheet.title
        assert all(dimension.width > 4 for dimension in sheet.column_dimensions.values())
    decisions = book["Decisions"]
    heads = [cell.value for cell in decisions[1]]
    days = [row[heads.index("Day")] for row in decisions.iter_rows(min_row=2)]
    assert all(cell.is_date and isinstance(cell.value, datetime.datetime) for cell in days)
    with open(f"{folder}/trail.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    refs = [row[0].value for row in decisions.iter_rows(min_row=2)]
    assert refs == [row["Ref"] for row in rows]
    refuses(zipfile.BadZipFile, workbook, write(f"{folder}/broken.xlsx", read(path)[:-200]))
    # Numbers by which somebody could be known are hidden from the public.
    values = lambda book: [row[4].value for row in book["Figures"].iter_rows(min_row=2)]
    small = lambda book: [value for value in values(book) if value in range(0, 10)]
    assert small(book) and not small(workbook(export("xlsx", "public.xlsx", "public")))
    return ", ".join(f"{sheet.title} {sheet.max_row - 1}" for sheet in book.worksheets[1:])


def calendar(path):
    return icalendar.Calendar.from_ical(read(path))


def ics():
    path = export("ics", "due.ics")
    events = calendar(path).walk("VEVENT")
    due = [json.loads(line) for line in kite("due", "--within", "100000", "--json").splitlines()]
    assert sorted(str(event["DTSTART"].dt) for event in events) == sorted(duty["due"] for duty in due)
    assert len({str(event["UID"]) for event in events}) == len(events), "a UID is there twice"
    assert all(type(event["DTSTART"].dt) is datetime.date for event in events)
    earlier = calendar(export("ics", "earlier.ics", "auditor", "--known", "2026-06-30")).walk("VEVENT")
    both = {str(event["UID"]) for event in events} & {str(event["UID"]) for event in earlier}
    assert both, "what is still due has another UID than before"
    broken = read(path).replace(b"END:VEVENT\r\n", b"", 1)
    refuses(ValueError, calendar, write(f"{folder}/broken.ics", broken))
    return f"{len(events)} duties, {len(both)} of them in an earlier calendar too"


def page(path):
    return html5lib.HTMLParser(strict=True).parse(read(path), transport_encoding="utf-8")


def pages(*paths):
    for path in paths:
        page(path)
        broken = write(f"{folder}/broken.html", read(path).replace(b"<!DOCTYPE html>", b"", 1))
        refuses(html5lib.html5parser.ParseError, page, broken)
    return f"{len(paths)} pages"


def html():
    return pages(export("html", "trail.html"), export("html", "trail-public.html", "public"))


def html_report(report):
    year = ["--year", "2024-25"] if report == "year" else []
    return pages(export("html", f"{report}.html", "trustee", "--report", report, *year))


def validated(path):
    bagit.Bag(path).validate()


def bundle():
    path = export("bundle", "bundle", "auditor", "--case", "B")
    validated(path)
    pages(f"{path}/data/index.html")
    check = lambda path, *more: subprocess.run(
        [sys.executable, f"{path}/data/check.py", *more], capture_output=True, text=True
    )
    whole = check(path, f"{folder}/checkpoint")
    assert whole.returncode == 0, whole.stdout + whole.stderr
    broken = f"{folder}/broken-bundle"
    shutil.copytree(path, broken)
    lines = read(f"{path}/data/log.jsonl").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if b'"ref":"E41"' in line)
    lines[at] = lines[at].replace(b'"data":{', b'"data":{"more":1,')
    write(f"{broken}/data/log.jsonl", b"".join(lines))
    refuses(bagit.BagValidationError, validated, broken)
    changed = check(broken)
    assert changed.returncode != 0 and "E41" in changed.stderr, changed.stderr
    return whole.stdout.splitlines()[-1]


readers = {
    "csv": csv_for_people, "csv-machine": csv_machine, "xlsx": xlsx, "ics": ics, "jsonl": jsonl,
    "cloudevents": cloudevents, "html": html, "bundle": bundle,
}
help = kite("export", "--help")
formats = re.findall(r"^  (\S+)(?: --report (\S+))?: ", help, re.MULTILINE)
assert ("bundle", "") in formats, formats
for format, report in formats:
    assert format in readers and (not report or format == "html"), f"nothing here reads '{format} {report}'"
    read_by = html_report(report) if report else readers[format]()
    print(f"{format}{' --report ' * bool(report)}{report}: {read_by}")
