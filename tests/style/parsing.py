# parsing.py - the css-parsing-tests through our parser: `parsing.py PARSED FOLDER DIFFERS`.
# SPDX-License-Identifier: Apache-2.0
#
# The tests are of 2013. What CSS Syntax 3 has changed since is changed here too: `~=` and its like are two tokens, and a string or url
# that the end of the text cuts is one without a mark. What is expected to
# differ stands in parsing.differs with its reason; a case that stands there and is equal fails, too.
import json
import pathlib
import subprocess
import sys

KINDS = ["component_value_list", "one_component_value", "one_declaration", "one_rule", "rule_list", "stylesheet", "stylesheet_bytes",
         "An+B", "color3", "color3_hsl", "color3_keywords"]
PAIRS = {"~=", "|=", "^=", "$=", "*=", "||"}


def today(value):
    """An expected result in the words of today's standard."""
    if not isinstance(value, list):
        return value
    result = []
    for item in value:
        if isinstance(item, list) and item[:1] == ["error"] and str(item[1]).startswith("eof-in-"):
            continue
        result += list(item) if isinstance(item, str) and item in PAIRS and value[0] != "ident" else [today(item)]
    return result


def equal(kind, expected, ours):
    if isinstance(expected, list) and isinstance(ours, list):
        return len(expected) == len(ours) and all(equal(kind, one, other) for one, other in zip(expected, ours))
    if isinstance(expected, (int, float)) and isinstance(ours, (int, float)) and not isinstance(expected, bool):
        return abs(expected - ours) <= max(1e-6, abs(expected) * 1e-6)
    return expected == ours


def color(kind, expected):
    """To 8 bits a channel, as we keep them."""
    if not isinstance(expected, list):
        return expected
    scale = 1 if kind == "color3_keywords" else 255
    return [min(255, max(0, int(part * scale + 0.5))) for part in expected[:3]] + [min(1, max(0, expected[3]))]


def same_color(expected, ours):
    if not isinstance(expected, list) or not isinstance(ours, list):
        return expected == ours
    return all(abs(one - other) <= 1 for one, other in zip(expected[:3], ours[:3])) and abs(expected[3] - ours[3]) < 0.003


def run(program, kind, inputs):
    feed = b"".join(b"%d\n%s" % (len(text), text) for text in inputs)
    output = subprocess.run([program, kind.replace("_bytes", "")], input=feed, stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in output.decode("utf-8").split("\n")[:-1]]


def bytes_of(kind, case):
    return case["css_bytes"].encode("latin-1") if kind == "stylesheet_bytes" else case.encode("utf-8", "surrogatepass")


def main(program, folder, differs):
    reasons = dict(line.split(": ", 1) for line in pathlib.Path(differs).read_text().splitlines() if line and line[0] != "#")
    failed = count = 0
    for kind in KINDS:
        data = json.loads((pathlib.Path(folder) / (kind + ".json")).read_text())
        cases, results = data[::2], data[1::2]
        for i, (case, expected, ours) in enumerate(zip(cases, results, run(program, kind, [bytes_of(kind, case) for case in cases]))):
            count += 1
            name = "%s %d" % (kind, i + 1)
            expected = expected[0] if kind == "stylesheet_bytes" else expected
            fine = same_color(color(kind, expected), ours) if kind.startswith("color") else equal(kind, today(expected), ours)
            if fine != (name in reasons):
                continue
            failed += 1
            print("%s %s\n    %s\n    expected %s\n    is       %s" % (name, "is equal, but listed" if fine else "differs", json.dumps(case),
                  json.dumps(today(expected)), json.dumps(ours)))
    print("%d of %d as expected, %d differ for a reason" % (count - failed, count, len(reasons)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
