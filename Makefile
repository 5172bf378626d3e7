# Lotse: set up, run, test. Nothing here needs more than Python 3.11, git and make.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: setup setup-test run test check learnt catalogues search bench crash points states erasing booking processes replies soak faults hostile fuzz population

setup: .venv/lotse
setup-test: .venv/tests

.venv/lotse: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -qq --editable . --constraint constraints.txt
	touch $@

.venv/tests: .venv/lotse
	$(BIN)/python -m pip install -qq --editable '.[test]' --constraint constraints.txt
	touch $@

run: setup
	$(BIN)/lotse run

test: setup-test
	$(MAKE) --jobs 2 check learnt
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What the search learns takes one core for half a minute; meanwhile the checks take the other one.
learnt: setup-test
	$(BIN)/python -m tests.learnt

# Bring every catalogue up to date with the sentences in the code; new ones are empty until translated.
catalogues: setup-test
	$(BIN)/python -m tests.catalogues

# How well the search finds, with queries beside the project; writes docs/search.md.
search: setup-test
	$(BIN)/python -m tests.knowledge.measure

# The peers live in an environment of their own; without Redis their lines say so.
.venv-bench/peers: pyproject.toml tests/bench/peers/constraints.txt
	test -x .venv-bench/bin/python || $(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install -qq --constraint tests/bench/peers/constraints.txt $$($(PYTHON) -c "import tomllib; \
		print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['bench'])")
	touch $@

bench: setup-test .venv-bench/peers
	command -v redis-server || apt-get install -qq --yes --no-install-recommends redis-server || true
	$(BIN)/python -m tests.bench

# A turn with a hundred, ten thousand and a million persons in the database.
population: setup-test
	$(BIN)/python -m tests.bench.population

crash: setup-test
	$(BIN)/python -m tests.crash --points 300

# Ten thousand points on each database at which a process is killed, between two statements; and a disk that fails.
points: setup-test
	$(BIN)/python -m tests.crash.points --points 10000
	$(BIN)/python -m tests.crash.disk --points 500

# Ten thousand steps of what a family and four colleagues may do, on each database.
states: setup-test
	LOTSE_TEST_RUNS=400 $(BIN)/python -m pytest tests/bot/test_staff_machine.py

# A thousand families, on each database, who are erased while they, a second adult and colleagues go on writing.
erasing: setup-test
	LOTSE_TEST_ROUNDS=1000 $(BIN)/python -m pytest tests/bot/test_erasing_meanwhile.py

# Rivals, histories with seeded faults, and free times, on both databases; writes its part of docs/figures.md.
booking: setup-test
	$(BIN)/python -m tests.booking

# Two hundred families at one, two and four processes on one PostgreSQL, which are replaced and killed meanwhile.
processes: setup-test
	$(BIN)/python -m tests.processes

# Ten thousand replies at each question of the intake, every family in every language, and a thousand ways through it.
replies: setup-test
	LOTSE_REPLIES=10000 LOTSE_ALL_FAMILIES=1 LOTSE_WALKS=1000 $(BIN)/python -m pytest --timeout 0 \
		tests/dialogs/test_read_birth.py tests/dialogs/test_tongues.py tests/dialogs/test_several.py \
		tests/dialogs/test_countries.py tests/dialogs/test_intake_replies.py tests/dialogs/test_intake_languages.py \
		tests/dialogs/test_intake_walks.py

# Half an hour at work, fifteen minutes on each database: does it grow, slow down, complain?
soak: setup-test
	$(BIN)/python -m tests.soak --minutes 30

# Every failure of the Bot API and of the network with every kind of message; writes its part of docs/figures.md.
faults: setup-test
	$(BIN)/python -m tests.telegram

# Strangers at every door, on each database: ten thousand forms, two thousand malformed updates by either way, every
# kind of update in ten places of a talk, ten thousand guesses at a password and a thousand messages of one browser.
hostile: setup-test
	LOTSE_HOSTILE_FORMS=10000 LOTSE_HOSTILE_UPDATES=2000 LOTSE_HOSTILE_KINDS=1 LOTSE_HOSTILE_GUESSES=10000 \
		LOTSE_HOSTILE_MESSAGES=1000 $(BIN)/python -m pytest -s --show-capture=no --timeout 0 tests/hostile

# What reads foreign bytes, led by what it covers: two minutes for each target, and on each database; its inputs are
# kept in .fuzz and changed further by the next run. It writes its part of docs/figures.md.
.venv-fuzz/fuzz: pyproject.toml constraints.txt
	test -x .venv-fuzz/bin/python || $(PYTHON) -m venv .venv-fuzz
	.venv-fuzz/bin/python -m pip install -qq --editable '.[test,fuzz]' --constraint constraints.txt
	touch $@

fuzz: .venv-fuzz/fuzz
	.venv-fuzz/bin/python -m tests.fuzz
