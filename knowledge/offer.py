"""Tell which of our first languages a message is surely written in, to offer it.

Only German, English and Arabic are told apart yet; of everything else, and of short messages, nothing is said.
"""

from __future__ import annotations

import re

# A few words prove nothing: families mix languages, and German terms stand in all of them.
_FEWEST_WORDS = 4
_FEWEST_TELLING = 3
_WORD = re.compile(r"[^\W\d_]+")

# Small words that the other languages of our families do not have.
_WORDS = {
    "de": "ich wir sie ihr mein meine meinen meiner unser unsere unseren der das und ist sind nicht kein keine "
    "ein eine einen einem einer wie wo wann warum welche mit für von bei auf zum zur den dem haben habe "
    "hat kann muss müssen können möchte brauche brauchen bitte hier noch schon auch wenn dass nach aus "
    "wird werden gibt",
    "en": "the my our your we you i is are am was were have has had do does did can could should would will "
    "need want where when what which how who why with for from and not there they he she his her this "
    "that these about please help to at of it in be been if",
    "ar": "في من على إلى الى عن هل كيف ماذا ما متى أين اين وين شو ايش شنو ليش لماذا مين هذا هذه هاد هاي التي "
    "الذي اللي يلي أنا انا نحن احنا نحنا ابني إبني بنتي ابنتي ولدي أولادي اولادي عندي عندنا بدي أريد اريد "
    "عايز محتاج لازم ممكن يمكن يجب قبل بعد مع لا مو مش ليس كل أو او ثم قد كان عم رح سوف عشان مشان لكن بس "
    "عندكم",
}
_TELLING = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}
# Persian, Kurdish, Pashto and Urdu letters; with one of them a text is not surely Arabic.
_NOT_ARABIC = re.compile("[پچژگکیڤټډړږښګڼېۍئێۆڕڵە]")
_ARABIC_ARTICLE = re.compile(r"^(?:[وفبلك]?ال|لل)\w{2,}|\w+ة$")


def written_in(message: str) -> str | None:
    """Return de, en or ar where the message is long and plain enough, otherwise None."""
    words = [word.casefold() for word in _WORD.findall(message)]
    if len(words) < _FEWEST_WORDS:
        return None
    telling = {lang: sum(word in known for word in words) for lang, known in _TELLING.items()}
    telling["ar"] += sum(bool(_ARABIC_ARTICLE.search(word)) for word in words)
    lang = max(telling, key=telling.__getitem__)
    others = max(count for other, count in telling.items() if other != lang)
    if telling[lang] < _FEWEST_TELLING or telling[lang] <= 2 * others or telling[lang] * 3 < len(words):
        return None
    if lang == "ar" and _NOT_ARABIC.search(message):
        return None
    return lang
