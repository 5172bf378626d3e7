"""No sentence slips past extraction."""

import pytest

from tests.catalogues import HOUSE, ROOMS
from tests.translations.marks import slips

FILES = [path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py"))]


def test_every_sentence_is_marked_so_that_it_is_found():
    found = {f"{path.relative_to(HOUSE)}:{slip}" for path in FILES for slip in slips(path.read_text(encoding="utf-8"))}
    assert found == set()


@pytest.mark.parametrize(
    "source",
    [
        '_(f"See you on {day}.")',
        '_("See you " + day)',
        '_("See you on %s." % day)',
        '_("See you on {}.".format(day))',
        "_(sentence)",
        '_("Yes", "No")',
        '_("See you on {day}.", day=day)',
        'n_("{n} day")',
        'n_("{n} day", f"{n} days")',
        'Text("Yes")',
        'Text(f"Yes, {name}")',
        "import gettext",
        "from gettext import gettext as _",
        "from gettext import c2py",
        "from django.utils.translation import gettext",
        "from elsewhere import _",
        "from translations import _\nfirst, _ = pair",
        "from translations import _\nfor _ in range(3): pass",
    ],
)
def test_a_sentence_that_would_slip_is_noticed(source):
    assert len(list(slips(source))) == 1


@pytest.mark.parametrize(
    "source",
    [
        '_("See you on {day}.")(day=day)',
        '_("See you "\n  "soon.")',
        'n_("{n} day", "{n} days")(n=3)',
        "Text(title)",
        "from translations import _, n_",
        "first, _ = pair",
    ],
)
def test_a_sentence_that_is_marked_well_is_let_pass(source):
    assert list(slips(source)) == []
