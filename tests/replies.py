"""How many replies are tried at a question: a sample every time, ten thousand by `make replies`."""

import os

REPLIES = int(os.environ.get("LOTSE_REPLIES", "300"))
