"""Lessons of an attacker: nothing of his runs, with the policy of the pages and without it, and no secret is shown."""

import base64
import html
import json
from pathlib import Path
from urllib.parse import quote

import pytest

from pages import read_pages
from program import write_tree
from report import Site

SECRET = "Kb7xV2mQ9tR4wY8zA1cE5gH3jL6nP0sU"
# Runs where it should not: says so in a dialog, asks a host, or changes the page.
CODE = "alert(1);document.title='hit';document.body.dataset.hit=1"

LINKS = [
    "javascript:CODE", "JaVaScRiPt:CODE", "java\tscript:CODE", " javascript:CODE", "&#106;avascript:CODE", "&#x6A;avascript&#58;CODE",
    "javascript&colon;CODE", "java&Tab;script:CODE", "java&NewLine;script:CODE", "&#1;javascript:CODE", "\\javascript:CODE",
    "javascript://x.y/%0aCODE", "vbscript:CODE", "data:text/html,<script>CODE</script>", "DATA:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=CODE>", "feed:javascript:CODE", "blob:x", "file:///etc/passwd", "view-source:javascript:CODE", "//x.y@javascript:CODE",
]
RAW = [
    "<script>CODE</script>", "<ScRiPt >CODE</sCrIpT >", "<script src=//x.y></script>", "<script\n>CODE</script\n>", "<<script>CODE//<</script>",
    "<svg onload=CODE>", "<svg><script>CODE</script></svg>", "<svg><a xlink:href=javascript:CODE><text>a</text></a></svg>", "<svg/onload=CODE//",
    "<svg><style><img src=x onerror=CODE></style></svg>", "<svg><animate onbegin=CODE attributeName=x></svg>", "<svg><foreignObject><body onload=CODE></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=CODE&gt;\">", "<math href=javascript:CODE>a</math>",
    "<img src=x onerror=CODE>", "<img src=x onerror\n=\nCODE>", "<img/src=x/onerror=CODE>", "<img src=`x`onerror=CODE>", "<img \"\"\"><script>CODE</script>\">",
    "<image src=x onerror=CODE>", "<img src=x:x onerror=CODE//", "<img srcset='x 1x' onerror=CODE>", "<picture><source srcset=x onerror=CODE><img></picture>",
    "<iframe src=javascript:CODE></iframe>", "<iframe srcdoc='<script>parent.CODE</script>'></iframe>", "<iframe onload=CODE>", "<frameset onload=CODE>",
    "<object data=javascript:CODE></object>", "<embed src=javascript:CODE>", "<applet code=x>", "<base href=javascript:CODE//>", "<base href=//x.y/>",
    "<meta http-equiv=refresh content='0;url=javascript:CODE'>", "<link rel=stylesheet href=//x.y>", "<link rel=import href=data:text/html,x>",
    "<style>@import '//x.y'; *{background:url(javascript:CODE)}</style>", "<p style='background:url(//x.y)'>a</p>", "<p STYLE=x:expression(CODE)>a</p>",
    "<form action=javascript:CODE><input type=submit></form>", "<button formaction=javascript:CODE>a</button>", "<input autofocus onfocus=CODE>",
    "<select autofocus onfocus=CODE></select>", "<textarea autofocus onfocus=CODE></textarea>", "<keygen autofocus onfocus=CODE>", "<isindex action=javascript:CODE>",
    "<details open ontoggle=CODE><summary>a</summary></details>", "<video><source onerror=CODE></video>", "<video src=x onerror=CODE></video>",
    "<audio src=x onerror=CODE></audio>", "<video poster=javascript:CODE></video>", "<marquee onstart=CODE>a</marquee>", "<body onload=CODE>", "<html onload=CODE>",
    "<div onclick=CODE id=content class=step>a</div>", "<div onmouseover='CODE'\nid='step-1'>a</div>", "<a href=javascript:CODE>a</a>", "<a href=\"java\nscript:CODE\">a</a>",
    "<a href='&#106;avascript:CODE'>a</a>", "<a href='javascript&colon;CODE'>a</a>", "<a href=\"\x01javascript:CODE\">a</a>", "<a target=_blank ping=//x.y href=x>a</a>",
    "<template><script>CODE</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=CODE>\"></noscript>", "<xmp><p title='</xmp><img src=x onerror=CODE>'>",
    "<title><script>CODE</script></title>", "<plaintext><script>CODE</script>", "<![CDATA[<script>CODE</script>]]>", "<!--><script>CODE</script>-->", "<!-- --!><img src=x onerror=CODE> -->",
    "<?xml version='1'?><script>CODE</script>", "<a id='\"><img src=x onerror=CODE>'>a</a>", "<a id=x\x0bonclick=CODE>a</a>", "<a name=content id=results>a</a>", "<p title='\" onclick=CODE x=\"'>a</p>",
    "<p title=\"stepwise-raw:javascript:CODE\">a</p>", "<a href=\"stepwise-raw:javascript:CODE\">a</a>", "<stepwise-callout 0>", "<p lang='\"><script>CODE</script>'>a</p>",
    "</main></article><script>CODE</script>", "</div></div></div><b>out</b>", "<table><tr><td></table><script>CODE</script>", "<time datetime='\" onclick=\"CODE'>a</time>",
]
TEXT = "\"'><img src=x onerror=CODE><script>CODE</script>&lt;script&gt;</title></textarea></pre></code>`${CODE}`"


def filled(text: str) -> str:
    return text.replace("CODE", CODE)


def lesson(number: int) -> str:
    text = filled(TEXT)
    quoted = json.dumps(text)
    links = "\n\n".join(f"[a{place}](<{filled(link)}>) ![b{place}](<{filled(link)}>) [c{place}][r{place}] <a href=\"{filled(link)}\">d{place}</a>\n\n"
                        f"[r{place}]: <{filled(link)}> \"{text.replace(chr(34), '')}\"" for place, link in enumerate(LINKS))
    raw = "\n\n".join(filled(markup) + f"\n\nin text {filled(markup)} {place}" for place, markup in enumerate(RAW))
    return f"""---
title: {json.dumps(text)}
description: {json.dumps(text)}
environment: {{API_SECRET: {SECRET}, NAME: {json.dumps(text)}}}
event: {{user: {json.dumps(text)}}}
---
# {text}

## {text} `{text}` {{#{number}-1}}

{links}

::: {text}
{text}
:::

::: tip {text}
{text}
:::

> [!NOTE] {text}
> {text}

| {text.replace("|", "")} | b |
| - | - |
| {text} | `{text}` |

{{漢字|<script>}} {{漢字|かんじ}} **「{text}」**

a[^{text.replace("]", "")[:40]}]

<!-- stepwise: file "><script>alert(1)<-script>.js -->
```js title="{text.replace('"', '').replace('`', '')}"
const AccessToken = Twilio.jwt.AccessToken;
exports.handler = function (context, event, callback) {{
  console.log({quoted}, context.API_SECRET);
  console.error('\\u001b[31m\\u0000\\u202e' + {quoted});
  const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {{ identity: event.user }});
  token.addGrant(new AccessToken.VideoGrant({{ room: {quoted} }}));
  const response = new Twilio.Response();
  response.appendHeader('Content-Type', 'text/html');
  response.appendHeader('X-Name', {quoted});
  response.setBody('<script>{CODE.replace("'", chr(34))}</script>' + {quoted} + token.toJwt() + context.API_SECRET);
  callback(null, response);
}};
```

```js
exports.handler = function (context, event, callback) {{
  const error = new Error({quoted} + context.API_SECRET);
  error.name = {quoted};
  throw error;
}};
```

```{filled('"><script>CODE-script>').replace(" ", "")}
{text}
```

{raw}
"""


TRANSCRIPT = f"""# Spoken

{filled(TEXT).replace(":", "")[:30]}: [0:01] {filled(TEXT)}

<b>x: [0:02] Hello --> there

Ada & <b>: (0:04) -->

Ada: [0:05] One.

Bob: [0:06] Two.

[0:07] Three, {filled(TEXT)}

```js
exports.handler = (context, event, callback) => callback(null, 'a');
```
"""


@pytest.fixture(scope="module")
def attacked(stepwise, tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("attacked")
    write_tree(folder / "Content", {
        "stepwise.yml": f"title: {json.dumps(filled(TEXT))}\nlocales: [en, ja]\nbaseURL: https://example.com/a/\n",
        "en/a\"><img src=x onerror=alert(1)>/1.md": lesson(1), "en/b.md": lesson(2), "ja/b.md": lesson(3), "en/c.md": TRANSCRIPT,
        "theme/strings/en.yml": f"search: {json.dumps(filled(TEXT))}\n"})
    return Site.build(stepwise, folder / "Content", folder)


def test_the_attacks_reach_the_pages(attacked):
    statuses = sorted(run["status"] for step in attacked.steps for run in step["runs"][:1])
    assert statuses == ["completed"] * 4 + ["threw"] * 3
    pages = {page.name: page for page in read_pages(attacked.output)}
    assert pages["en/b/index.html"].main_text.count("onerror=") > 20
    assert {"0:05", "0:06", "0:07"} <= {cue.get_text() for cue in pages["en/c/index.html"].soup.select(".cue .time")}


@pytest.mark.parametrize("unprotected", [False, True], ids=["with policy", "without policy"])
def test_nothing_runs(attacked, visit, unprotected):
    complaints: list[str] = []
    for page in read_pages(attacked.output):
        if page.soup.select("[http-equiv=refresh]"):
            continue
        query = f"?q={quote(filled('<img src=x onerror=CODE>'))}" if page.path.name == "search.html" else ""
        view = visit(page.path, complaints, query, bypass_csp=unprotected)
        for control in view.locator("main a[href^='#'], main summary, main input, main button").all()[:40]:
            control.dispatch_event("click")
        for event in ("mouseover", "focus", "toggle"):
            view.evaluate("(name) => document.querySelectorAll('*').forEach((e) => e.dispatchEvent(new Event(name)))", event)
        view.wait_for_timeout(50)
        bad = view.evaluate("""() => {
          const bad = document.body.dataset.hit || document.title === 'hit' ? ['it ran'] : [];
          for (const e of document.querySelectorAll('*')) {
            for (const { name, value } of e.attributes) {
              if (/^on|^style$|^srcdoc$|^formaction$|^ping$|^srcset$/.test(name)) bad.push(`${e.tagName} has ${name}`);
              if (['href', 'src', 'action', 'data', 'poster', 'content'].includes(name) && e.protocol !== undefined
                  && e.protocol !== ':' && !['http:', 'https:', 'mailto:', 'tel:'].includes(e.protocol)) bad.push(`${e.tagName} ${name}=${value}`);
            }
            if (e.namespaceURI !== 'http://www.w3.org/1999/xhtml') bad.push(`a foreign ${e.tagName}`);
            if (['SCRIPT', 'BASE', 'META', 'LINK', 'TITLE'].includes(e.tagName) && !document.head.contains(e)) bad.push(`${e.tagName} in the body`);
            if (['STYLE', 'IFRAME', 'OBJECT', 'EMBED', 'TEMPLATE', 'FRAMESET', 'TEXTAREA', 'SELECT', 'NOSCRIPT', 'MARQUEE'].includes(e.tagName)) bad.push(e.tagName);
          }
          if (document.querySelectorAll('main, article').length > 2 || document.querySelectorAll('#content').length !== 1) bad.push('parts of the page are forged');
          return bad;
        }""")
        complaints += [f"{page.name}: {thing}" for thing in bad]
        view.context.close()
    # Images that are not there are the author's mistake, and no harm.
    complaints = [complaint for complaint in complaints if "404" not in complaint]
    assert not complaints, "\n".join(complaints[:40])


def test_the_secret_is_nowhere(attacked):
    forms = [SECRET, quote(SECRET), html.escape(SECRET), SECRET[::-1]]
    forms += [base64.b64encode(("x" * shift + SECRET).encode()).decode()[4 * (shift > 0):40] for shift in range(3)]
    for file in attacked.output.rglob("*"):
        if file.is_file():
            text = file.read_bytes().decode(errors="replace")
            shown = [form for form in forms if form in text]
            assert not shown, f"{file.relative_to(attacked.output)} shows {shown}"
