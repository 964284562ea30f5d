"""Realistic lessons, the same for the same number: one Function that grows over six steps, told in prose with a
table, links, lists and marks. Every tenth workshop is there in Japanese, too. Names, texts, grants and settings
differ from lesson to lesson, so that nothing made for one serves another.
"""

from pathlib import Path
from random import Random

LESSONS_A_WORKSHOP = 10

GRANTS = [
    ("SyncGrant", "serviceSid", "SYNC_SERVICE_SID", "IS"),
    ("VideoGrant", "room", "VIDEO_ROOM", None),
    ("VoiceGrant", "outgoingApplicationSid", "TWIML_APP_SID", "AP"),
    ("ChatGrant", "serviceSid", "CHAT_SERVICE_SID", "IS"),
]
NOUNS = ("room service document visitor browser page answer request list map stream member message channel meeting "
         "phone agent queue ticket screen table kitchen garden library harbour station").split()
VERBS = ("opens reads sends keeps shows signs checks names carries joins leaves returns closes writes finds moves "
         "waits follows remembers repeats").split()
QUALITIES = "short long quiet public private new old signed empty shared simple second early late small".split()
JA_NOUNS = "部屋 サービス 文書 利用者 ブラウザー 画面 応答 要求 一覧 会議 通話 担当者 待ち行列 台所 庭 図書館 港 駅".split()
JA_VERBS = "開きます 読みます 送ります 保存します 表示します 署名します 確認します 返します 閉じます 書きます".split()


# Nothing stands in for what is not translated: whoever is compared makes a page for each lesson.
SETTINGS = "title: Bench\nfallback: omit\nlocales: [en, ja]\n"


def write(folder: Path, count: int) -> None:
    """Writes `count` lessons below `en/` and `ja/`."""
    folder.mkdir()
    (folder / "stepwise.yml").write_text(SETTINGS)
    number = 0
    while number < count:
        workshop = number // LESSONS_A_WORKSHOP
        locales = ["en", "ja"] if workshop % 10 == 0 else ["en"]
        size = min(LESSONS_A_WORKSHOP, (count - number) // len(locales) or 1)
        for locale in locales[:count - number]:
            home = folder / locale / f"workshop-{workshop:04}"
            home.mkdir(parents=True)
            for place in range(1, size + 1):
                text = lesson(workshop * LESSONS_A_WORKSHOP + place, place, size, locale)
                (home / f"{name(place)}.md").write_text(text)
        number += size * len(locales)


def name(place: int) -> str:
    return f"{place:02}-token"


def lesson(seed: int, place: int, size: int, locale: str) -> str:
    random = Random(seed)
    grant, key, variable, prefix = random.choice(GRANTS)
    thing, user = random.choice(NOUNS), random.choice(NOUNS) + str(seed)
    local = f"{thing}{random.choice(QUALITIES).capitalize()}"
    words = Random(f"{seed} {locale}")
    say = {"en": english, "ja": japanese}[locale]
    marks = {"en": "Added in this step", "ja": "今回追加部分"}[locale]
    extra = random.randrange(2, 6)
    code = [
        f"const {local}Name = event.{thing} || '{user}';",
        *(f"const {local}{index} = '{random.choice(NOUNS)}-{random.randrange(10_000)}';" for index in range(extra)),
    ]
    parts = [
        code[:1],
        ["const accountSid = context.ACCOUNT_SID;", "const apiKey = context.API_KEY;",
         "const apiSecret = context.API_SECRET;", f"const {local}Setting = context.{variable};", *code[1:]],
        ["const AccessToken = Twilio.jwt.AccessToken;", "const token = new AccessToken(accountSid, apiKey, apiSecret, {",
         f"  identity: {local}Name,", f"  ttl: {random.randrange(10, 200) * 60},", "});"],
        [f"const {local}Grant = new AccessToken.{grant}({{ {key}: {local}Setting }});",
         f"token.addGrant({local}Grant);"],
        ["const response = new Twilio.Response();",
         "response.appendHeader('Content-Type', 'application/json');",
         f"response.appendHeader('X-{thing.capitalize()}', {local}1);"],
        ["response.setBody({ token: token.toJwt(), " + f"{thing}: {local}Name }});"],
    ]
    title = {"en": f"A token for the {thing} of {user}", "ja": f"{user} の {thing} のためのトークン"}[locale]
    out = [f"---\ntitle: \"{title}\"\nfunction: /{thing}-{seed}\nevent:\n  {thing}: {user}\n---\n",
           say(words, 4), table(variable, prefix, words, say)]
    shown: list[str] = []
    for number, part in enumerate(parts, 1):
        answer = "callback(null, response);" if number == len(parts) else f"callback(null, {{ {thing}: {local}Name }});"
        body = shown + ["", f"// {marks}"] * (number > 1) + part + ["", answer]
        shown = shown + [""] * (number > 1) + part
        program = "\n".join(["exports.handler = function (context, event, callback) {",
                             *(f"  {line}" if line else "" for line in body), "};"])
        out += [f"## {place}-{number}. {say(words, 1, heading=True)}\n", say(words, 3),
                f"- `{local}Name`: {say(words, 1)}- `{thing}`: {say(words, 1)}",
                f"```js\n{program}\n```\n", say(words, 2)]
    out.append(f'```json expected=response\n{{ "status": 200 }}\n```\n')
    neighbour = name(place % size + 1)
    out.append(f"[{say(words, 1, heading=True)}]({neighbour}.md), [Twilio](https://www.twilio.com/docs/{thing})\n")
    return "\n".join(out)


def table(variable: str, prefix: str | None, words: Random, say) -> str:
    rows = [("ACCOUNT_SID", "AC"), ("API_KEY", "SK"), ("API_SECRET", None), (variable, prefix)]
    return "\n".join(["| | |", "| --- | --- |", *(
        f"| `{key}` | {say(words, 1, heading=True)}{f' (`{begin}…`)' if begin else ''} |" for key, begin in rows), ""])


def english(random: Random, count: int, heading: bool = False) -> str:
    sentences = []
    for _ in range(count):
        a, b, c = random.sample(NOUNS, 3)
        sentence = (f"The {random.choice(QUALITIES)} {a} {random.choice(VERBS)} the {b}"
                    f" while *this* {c} {random.choice(VERBS)} what the {random.choice(NOUNS)} needs"
                    f" on day {random.randrange(1000)}")
        if heading:
            return sentence.split(" while")[0]
        sentences.append(f"{sentence}, **{random.choice(QUALITIES)}** or not.")
    return " ".join(sentences) + "\n"


def japanese(random: Random, count: int, heading: bool = False) -> str:
    sentences = []
    for _ in range(count):
        a, b, c = random.sample(JA_NOUNS, 3)
        if heading:
            return f"{a}の{b}を{random.choice(JA_VERBS)}"
        sentences.append(f"{a}は{b}を*必ず*{random.choice(JA_VERBS)}、{random.randrange(1000)} 日目の{c}も"
                         f"**同じ**ように{random.choice(JA_VERBS)}。")
    return "".join(sentences) + "\n"
