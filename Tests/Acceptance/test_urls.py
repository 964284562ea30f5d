"""The table of URLs that the unit tests read: Node's `URL` is asked again."""

import json
import subprocess

from program import ROOT

TABLE = ROOT / "Tests/TokenEngineTests/Vectors/urls.json"
PROGRAM = """
const table = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const read = (text) => { try { const url = new URL(text); return [text, url.host, url.pathname]; } catch { return [text, null, null]; } };
console.log(JSON.stringify(table.map(([text]) => read(text))));
"""


def test_the_table_says_what_node_says():
    result = subprocess.run(["node", "-e", PROGRAM], input=TABLE.read_bytes(), capture_output=True, check=True)
    assert json.loads(result.stdout) == json.loads(TABLE.read_text())
