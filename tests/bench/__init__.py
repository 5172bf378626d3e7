"""Measure the whole bot against its peers: `python -m tests.bench`.

Black-box, over the simulated Bot API as a process of its own: the bot on one core, Telegram and families on another.
What counts is the CPU time of the bot's process (its threads included) for a turn: one update, handled and answered.

| file | what it knows |
| --- | --- |
| bots, walks | the bots, and the walks their families go |
| echo, peers, redis | the peers of Lotse, and what they keep their state in |
| population | what a turn costs by how many persons are stored |
| trial | one bot through one run |
| processes, remote | starting, pinning, watching; steering the simulation |
| figures | what the runs say together, and where it is written down |
"""
