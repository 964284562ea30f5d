"""Content whose site has a page of every kind, in every state: what the browser tests judge and the pictures show.

The project's own lessons, with what they lack on purpose: a lesson that fails, one full of boxes, a page of reference,
an old address, a lesson that is not translated, a translation that is outdated, a
right-to-left language and one whose words are 40 % longer.
"""

import re
import shutil
from pathlib import Path

import yaml

from program import ROOT, Stepwise

FAILING = """---
sdk: twilio-node@5
---
# A step that fails

The identity comes too late here.

```js
const AccessToken = Twilio.jwt.AccessToken;
exports.handler = function (context, event, callback) {
  console.log('making a token');
  const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET);
  token.identity = event.user;
  console.warn('identity is', token.identity);
  callback(null, token.toJwt());
};
```

> [!WARNING]
> The newer library wants it in the constructor.
"""


BOXES = """---
aliases: [/old/boxes.html]
---
# Boxes of every kind

[[toc]]

<a id="first"></a>

## As VuePress and Docusaurus have them

::: tip
A tip, with `code` and a [link](#first).
:::

::: warning Mind the *identity*
It is **not** a secret.

- It ends up in the token
- and in logs.
:::

:::danger[Never commit `API_SECRET`]
Who has it can make tokens for everybody.
:::

::: my-own-kind
A kind nobody knows.
:::

::: details How it is signed
With the key's secret:

```js
const crypto = require('crypto');
console.log(crypto.createHmac('sha256', 'secret').update('a.b').digest('hex'));
```
:::

1. In a list:

   ::: info
   Inside of an item.
   :::

2. And on.

:::: note Outside
Around it.

::: caution Inside
In it.
:::
::::

## As GitHub has them

> [!NOTE]
> A note.

> [!IMPORTANT]
> Something important.

## The code

```js
const AccessToken = Twilio.jwt.AccessToken;
exports.handler = function (context, event, callback) {
  callback(null, new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, { identity: 'alice' }).toJwt());
};
```

::: tip Afterwards
Beside its panel.
:::
"""

REFERENCE = """# Reference of the options

## `identity`

Who the token is for.

```json
{ "identity": "alice" }
```

## `ttl`

In seconds.

```http
POST /token HTTP/1.1
Content-Type: application/json

{ "ttl": 3600 }
```

```jsx
<Video token={token} />
```
"""


def content(folder: Path, stepwise: Stepwise) -> Path:
    """The project's lessons in five languages, with their gaps."""
    shutil.copytree(ROOT / "Content", folder)
    settings = (folder / "stepwise.yml").read_text()
    (folder / "stepwise.yml").write_text(settings.replace("locales: [en, ja, fr]", "locales: [en, ja, fr, ar, sv]"))
    lessons = folder / "en/tokens"
    (lessons / "04-failing.md").write_text(FAILING)
    (lessons / "05-boxes.md").write_text(BOXES)
    (lessons / "06-reference.md").write_text(REFERENCE)
    for locale in ("ar", "sv"):
        (folder / locale / "tokens").mkdir(parents=True)
        shutil.copy(lessons / "01-sync-token.md", folder / locale / "tokens")
    words = folder / "theme/strings"
    words.mkdir(parents=True)
    source = yaml.safe_load((ROOT / "Sources/LessonKit/Strings/en.yml").read_text())
    for locale, name, changed, plurals in (
            ("ar", "العربية", arabic, ["zero", "one", "two", "few", "many", "other"]), ("sv", "Långa ord", longer, ["one", "other"])):
        table = {key: translated(value, changed, plurals) for key, value in source.items()} | {"language": name}
        same = [key for key in ("grouping", "decimal", "date", "dateTime", "listSeparator", "labelled", "withDetail") if table[key] == source[key]]
        same += ["reasons.jsx"] * (table["reasons"]["jsx"] == source["reasons"]["jsx"])
        (words / f"{locale}.yml").write_text(yaml.safe_dump(table | {"sameAsSource": same}, allow_unicode=True))
    recorded = stepwise("update", folder, "--translations")
    assert recorded.code == 0, recorded
    first = lessons / "01-sync-token.md"
    first.write_text(first.read_text().replace("The token is signed", "The token is now signed")
                     .replace("Twilio calls the handler", "Now Twilio calls the handler"))
    return folder


def translated(value, changed, plurals):
    if isinstance(value, list):
        return [changed(item) for item in value]
    if isinstance(value, dict):
        if "other" in value:
            return {form: changed(value["other"]) for form in plurals}
        return {key: translated(item, changed, plurals) for key, item in value.items()}
    return changed(str(value)) if re.search("[a-z]{2}", re.sub(r"{\w+}", "", str(value))) else str(value)


def outside_places(text: str, changed) -> str:
    return "".join(part if part.startswith("{") else changed(part) for part in re.split(r"({\w+})", text))


def arabic(text: str) -> str:
    letters = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابجدهفغحيزكلمنوپقرسطعثشصذض")
    return outside_places(text, lambda part: part.lower().translate(letters))


def longer(text: str) -> str:
    return outside_places(text, lambda part: re.sub(
        r"[A-Za-z’]{2,}", lambda word: word[0] + "åäöéü"[:max(1, len(word[0]) * 2 // 5)], part))
