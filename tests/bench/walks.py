"""What families do: the steps of each walk, for Lotse and for its peers."""

from __future__ import annotations

from typing import Any

from tests.bench.peers.form import QUESTIONS, THANKS, heading

Walk = tuple[dict[str, Any], ...]

ECHO: Walk = ({"text": "step {n}", "answer": "step {n}"},)
# What families do in a first visit: greeting, menu, groups, articles, the German text, a related article, thanks,
# a step back, other topics, the way to a person.
MENU: Walk = (
    {"text": "/start"},
    {"press": "answers"},
    {"press": "school"},
    {"press": "find-school"},
    {"press": "german"},
    {"press": "health-exam"},
    {"press": "helped"},
    {"text": "/menu"},
    {"press": "answers"},
    {"press": "law"},
    {"press": "back"},
    {"press": "office"},
    {"press": "topics"},
    {"press": "emergency"},
    {"text": "/human"},
)
# What families ask in their own words; the search is sure of each, and its article answers.
ASKING: Walk = (
    {"text": "قبول في المدرسة لطلاب جدد"},
    {"text": "رقمكم مشغول طول اليوم، هل هناك رقم ثان؟"},
    {"text": "هل أنا مجبرة على حضور لقاء أهالي الصف مساء الثلاثاء؟"},
    {"text": "فين نقدر نضرب الجلبة لولادي وواش بلا فلوس؟"},
    {"text": "وين بلاقي جمعيه سودانيه هون"},
    {"text": "وجبة الظهر بالمدرسة صارت غالية، هل من تخفيض لأصحاب الدخل القليل؟"},
    {"text": "أنا صيدلاني من دمشق ويريدون مني امتحان كفاءة، أين أستعلم؟"},
    {"text": "صحيح بيجيبوا الشرطة عالبيت إذا الولد غاب كتير؟"},
    {"text": "هل يوجد معرض صور عن الهجرة نزوره مع الصف؟"},
    {"text": "عائلة جاري تائهة تماما، هل ترسلون لهم شخصا يساندهم في البداية؟"},
)
# A family of five children registers: fifteen questions, pressed and typed by turns; she sends it, and books nothing.
REGISTRATION: Walk = (
    {"text": "/intake"},
    {"press": "understood"},
    {"text": "أمينة"},
    {"press": "ar"},
    {"press": "phone"},
    {"text": "0171 3920099"},
    {"press": "5"},
    {"press": "9"},
    {"text": "7"},
    {"press": "4"},
    {"text": "12"},
    {"press": "2"},
    {"press": "yes"},
    {"press": "later"},
    {"press": "send"},
    {"press": "no"},
)
# The same said to the form of the peers.
_SAID: Walk = (
    {"press": "I have understood, go on"},
    {"text": "أمينة"},
    {"press": "العربية"},
    {"press": "By phone"},
    {"text": "0171 3920099"},
    {"press": "5"},
    {"press": "9"},
    {"text": "7"},
    {"press": "4"},
    {"text": "12"},
    {"press": "2"},
    {"press": "Yes"},
    {"press": "Later"},
    {"press": "Everything is right, send it"},
    {"press": "No"},
)
_ANSWERED = (*(heading(number) for number in range(len(QUESTIONS))), THANKS)
FORM: Walk = tuple(
    {**step, "answer": answer} for step, answer in zip(({"text": "/start"}, *_SAID), _ANSWERED, strict=True)
)
