/// The clean workshops in which mistakes are made.
extension MutationTests {
  static let assets: Set<String> = [
    "en/sync/01-token.md", "en/sync/02-room.md", "ja/sync/01-token.md", "ja/sync/02-room.md",
    "assets/flow.svg",
  ]

  static let workshop = [
    "en/sync/01-token.md": english,
    "ja/sync/01-token.md":
      english
      .replacing("The flow of a token", with: "トークンの流れ")
      .replacing("// Added in this step", with: "// 今回追加分")
      .replacing("This is important", with: "これは「**重要**」です"),
    "en/sync/02-room.md": rooms,
    "ja/sync/02-room.md": rooms.replacing("Enter:", with: "入室：").replacing("Back", with: "戻る"),
  ]

  static let rooms = """
    # Rooms

    Enter:

    ```js file=room.js
    exports.handler = function (context, event, callback) {
      callback(null, 'in');
    };
    ```

    [Back](01-token.md)

    """

  static let english = """
    # Tokens

    ![The flow of a token](../../assets/flow.svg)

    Open the Console. Set these values:

    | Key | Value |
    | --- | --- |
    | `API_KEY` | the key's SID |
    | `API_SECRET` | its secret |

    ## 1-1. Answer

    ```js
    exports.handler = function (context, event, callback) {
      // The name is a parameter.
      const user = event.user;

      callback(null, { user });
    };
    ```

    ## 1-2. Make

    ```js
    exports.handler = function (context, event, callback) {
      const user = event.user;

      // Added in this step
      const AccessToken = Twilio.jwt.AccessToken;
      const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {
        identity: user,
      });

      callback(null, { user });
    };
    ```

    Open it with `?user=alice`.

    ## 1-3. Send

    ```js
    exports.handler = function (context, event, callback) {
      const user = event.user;

      const AccessToken = Twilio.jwt.AccessToken;
      const token = new AccessToken(context.ACCOUNT_SID, context.API_KEY, context.API_SECRET, {
        identity: user,
      });

      // Added in this step
      const response = new Twilio.Response();
      response.appendHeader('Content-Type', 'application/json');
      response.setBody({ token: token.toJwt() });

      callback(null, response);
    };
    ```

    This is important: it has a `token` member.

    ```json expected=payload
    { "grants": { "identity": "alice" } }
    ```

    ## Next

    Go on.

    [Rooms](02-room.md), or back to [the token](#1-2-make).

    """

  static let markOfSending = "Added in this step"

  static let growingWorkshop: [String: String] = {
    var files = workshop
    files["ja/sync/01-token.md"] = english.replacing("This is important", with: "これは「**重要**」です")
    files["ja/sync/02-room.md"] = rooms.replacing("Enter:", with: "入室：")
    files["en/chat/01.md"] = chat
    files["ja/chat/01.md"] =
      chat.replacing("The answer:", with: "答え：").replacing("Below", with: "次の下に追加：")
      .replacing("The rest stays", with: "残りはそのまま").replacing("The complete code", with: "完成コード")
    return files
  }()

  /// The Function at its first step.
  static let hall = """
    exports.handler = function (context, event, callback) {
      const name = event.name;
      const room = 'lobby';
      console.log(name, room);
      const greeting = 'Hello, ' + name;
      const time = Date.now();
      callback(null, { greeting, room, time });
    };

    """

  static let chat = """
    # Chat

    The answer:

    ```js file=chat.js
    \(hall)```

    ## Topic

    Below `room`:

    ```js
      const topic = 'tea';
    ```

    The rest stays:

    ```js
    exports.handler = function (context, event, callback) {
      const name = event.name;
      // ...
      callback(null, { greeting, room, topic, time });
    };
    ```

    The complete code:

    ```js
    exports.handler = function (context, event, callback) {
      const name = event.name;
      const room = 'lobby';
      const topic = 'tea';
      console.log(name, room);
      const greeting = 'Hello, ' + name;
      const time = Date.now();
      callback(null, { greeting, room, topic, time });
    };
    ```

    ## Size

    ```js
    exports.handler = function (context, event, callback) {
      const name = event.name;
      const room = 'lobby';
      const topic = 'tea';
      const size = topic.length;
      console.log(name, room);
      const greeting = 'Hello, ' + name;
      const time = Date.now();
      callback(null, { greeting, room, topic, time, size });
    };
    ```

    ```json expected=response
    { "body": { "room": "lobby", "topic": "tea" } }
    ```

    """
}
