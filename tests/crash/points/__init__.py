"""Pull the plug at one statement after another: `python -m tests.crash.points --points 10000`.

What a family, a colleague, the clock or the operator does runs in a process of its own, which kills itself just before
or just after the n-th statement, around every COMMIT, and after it has answered. A new house then opens the database,
whoever acted acts again, and what stands in the store is held against what stands there undisturbed.

| file | what it knows |
| --- | --- |
| plug | counting the places of a process, and pulling its plug at one of them |
| process | doing something in a process of its own, which may die of it |
| stage | a house in such a process, and what is sent to it |
| turns, colleague, clockwork | what is done, and what must have happened before |
| family | who chats there |
| census | what stands in the store; what must never be half done |
| ground | a database that is put back to where it was for every place |
| campaign | one place after another, and what was found there |
| faults | houses that do it wrong: the campaign must find each of them |
"""
