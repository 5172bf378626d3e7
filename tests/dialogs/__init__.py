"""The conversation engine and its dialogs, without Telegram, web or database.

| file | what it knows |
| --- | --- |
| practice | a dialog that uses all of the engine: looks, a hold, an act that may be refused, a loop, dependent keys |
| calendar | the house in memory that carries out what dialogs wish, and notices when it is asked twice |
| family | a family at her phone; between two of her messages Lotse forgets all but what is stored |
| walk | every way through a dialog |
| keys | `python -m tests.dialogs.keys --write` brings keys.lock up to date |
"""
