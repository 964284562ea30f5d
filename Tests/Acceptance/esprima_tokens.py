"""Prints the lexemes esprima finds in JavaScript programs, in the words of our `Lexeme`.

    esprima_tokens.py programs FILE      programs, each under a line `=== name`
    esprima_tokens.py markdown FILE...   the JavaScript fences of lessons
    esprima_tokens.py json FILE...       every string under a key `js`

The output is a JSON list of {"name", "source", "lexemes": [[kind, text], ...]}. A program esprima
cannot parse (it knows nothing newer than ES2017) is left out and named on standard error.
Needs esprima 4.0.1. The committed fixture: `programs Programs.txt > Programs.json`.
"""

import json
import re
import sys

import esprima

KINDS = {
    "Identifier": "identifier", "JSXIdentifier": "identifier", "Keyword": "keyword",
    "Boolean": "keyword", "Null": "keyword", "Punctuator": "punctuator", "Numeric": "number",
    "String": "string", "Template": "template", "RegularExpression": "regularExpression",
    "JSXText": "jsxText", "Line": "lineComment", "Block": "blockComment",
}
# Identifiers to us wherever they stand; keywords to esprima, some of them in strict code only.
CONTEXTUAL = {
    "let", "yield", "static", "implements", "interface", "package", "private", "protected",
    "public",
}


def names(node, found):
    """Collects the ranges of identifiers: a reserved word there only names a property."""
    if isinstance(node, list):
        for item in node:
            names(item, found)
    elif isinstance(node, esprima.nodes.Node):
        if node.type in ("Identifier", "JSXIdentifier"):
            found.add(tuple(node.range))
        for key, value in vars(node).items():
            # `meta` is the `new` of `new.target`.
            if key not in ("tokens", "comments", "errors", "meta"):
                names(value, found)
    return found


def jsx_lines(text):
    """Splits JSX text as JSX does: no spaces around line breaks, no empty lines."""
    lines = re.split(r"\r\n|\n|\r", text)
    for index, line in enumerate(lines):
        line = line if index == 0 else line.lstrip(" \t")
        line = line if index == len(lines) - 1 else line.rstrip(" \t")
        if line:
            yield line


def lexemes(source):
    options = {"tokens": True, "range": True, "comment": True, "jsx": True}
    try:
        tree = esprima.parseScript(source, options)
    except esprima.Error:
        tree = esprima.parseModule(source, options)
    identifiers = names(tree, set())
    found = []
    for token in sorted([*tree.tokens, *tree.comments], key=lambda token: token.range[0]):
        start, end = token.range
        kind, text = KINDS[token.type], source[start:end]
        if kind == "jsxText":
            found += [[kind, line] for line in jsx_lines(text)]
            continue
        if kind == "keyword" and (text in CONTEXTUAL or (start, end) in identifiers):
            kind = "identifier"
        found.append([kind, text])
    return found


def programs(path):
    parts = re.split(r"^=== (.*)\n", open(path, encoding="utf-8", newline="").read(), flags=re.M)
    return zip(parts[1::2], parts[2::2])


def fences(path):
    pattern = r"^( *)(```+|~~~+) *(?:[cm]?js|javascript|jsx|node)\b[^\n]*\n(.*?)^ *\2"
    text = open(path, encoding="utf-8").read()
    for match in re.finditer(pattern, text, flags=re.M | re.S | re.I):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{path}:{line}", match[3]


def strings(path):
    def walk(value, place):
        if isinstance(value, dict):
            for key, item in value.items():
                if key == "js" and isinstance(item, str):
                    yield place, item
                yield from walk(item, f"{place}.{key}")
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from walk(item, f"{place}[{index}]")

    yield from walk(json.load(open(path, encoding="utf-8")), "")


def main(mode, *paths):
    read = {"programs": programs, "markdown": fences, "json": strings}[mode]
    found, failed = [], 0
    for path in paths:
        for name, source in read(path):
            try:
                found.append({"name": name, "source": source, "lexemes": lexemes(source)})
            except esprima.Error as error:
                failed += 1
                print(f"left out {name}: {error}", file=sys.stderr)
    print(f"{len(found)} programs, {failed} left out", file=sys.stderr)
    entries = [json.dumps(entry, ensure_ascii=False) for entry in found]
    print("[\n" + ",\n".join(entries) + "\n]")


if __name__ == "__main__":
    main(*sys.argv[1:])
