"""Pull the plug: `python -m tests.crash --points 300`.

Lotse runs as a process on a load over the simulated Bot API, is killed with SIGKILL at a random moment, started again,
and so on; afterwards its record, its outbox and Telegram's log are held against what the families did.

| file | what it knows |
| --- | --- |
| campaign | starting, killing, starting again |
| databases | SQLite, and a PostgreSQL of its own; what is in hand at the moment of a kill |
| audit | what was lost, done twice, or said twice |
| points | the plug is pulled at one statement after another |
| disk | writes and syncs of SQLite fail |
"""
