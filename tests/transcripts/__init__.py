"""Stories: families at their phones, told line by line, as text files that everybody can read.

| a line | means |
| --- | --- |
| `language: ar` | at the top: the chat's language; `language: tk` is one that Lotse does not have |
| `> Where is the school?` | the family types |
| `>> [yes]` | presses the newest button with this code; `>> first [yes]` the oldest; `>> again` taps a second time |
| `/start` | sends a command |
| `<photo>` `<voice>` … | sends something that is no text; `<photo: Help!>` with words below it |
| `<edited: Help!>` | writes an earlier message anew |
| `<long: word>` | types 10,000 characters |
| `(STAFF holds)` | somebody of the office takes over; QUEUE and BOT likewise |
| `# …` | a remark |
| indented | what Lotse says; of an article only its title, and buttons as `[code] label` |

A story is written without the indented lines; `python -m tests.transcripts --write` fills them in, and the
difference is read.
"""
