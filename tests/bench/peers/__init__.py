"""The peers: each one short file, as its library's own manual would have it written.

They run in an environment of their own (.venv-bench), which knows nothing of Lotse.

| file | what it is |
| --- | --- |
| form | the fifteen questions that all of them ask |
| ptb_form | python-telegram-bot: ConversationHandler, PicklePersistence written after every update |
| aiogram_form | aiogram: FSM in memory or on Redis |
| dialog_form | aiogram-dialog: a window a question, in memory or on Redis |
"""
