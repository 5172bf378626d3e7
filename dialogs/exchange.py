"""One message in, one reply out: what a message means, in the order of design §3."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs import sayings
from dialogs.beside import answer_person, press_beside_person
from dialogs.booking import codes
from dialogs.buttons import Press, Verb
from dialogs.commands import obey
from dialogs.conversation import Holder
from dialogs.incoming import Command, Edited, Incoming, Pressed, Sent, Thing, Typed
from dialogs.language import answer_as_written, offer_languages
from dialogs.presses import press
from dialogs.questions import Gap
from dialogs.reply import MENU, Opened, Reply
from dialogs.stage import Stage
from dialogs.talk import Download, Papers, Show
from dialogs.understanding import CARDS, show_cards, understand
from translations import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from dialogs.conversation import Conversation, World
    from dialogs.talk import Asked, Explain, Play

# Where the office's own page shows what is kept about its visitor.
MY_DATA = "/mydata"
# Where it shows directions and papers of an appointment.
VISIT = "/visit"


class Exchange:
    """Hold what the steps of one turn share."""

    def __init__(self, conversation: Conversation, world: World) -> None:
        self.conversation = conversation
        self.world = world
        self.stage = Stage(conversation, world)
        self.reply = Reply()
        # Whether the open question is said again at the end.
        self.repeat = True

    @property
    def asked(self) -> Asked | None:
        """The open question, where it may be answered here."""
        asked = self.stage.asked
        return None if asked is not None and self.elsewhere(asked) else asked

    def elsewhere(self, asked: Asked) -> bool:
        """Tell whether a question is asked on the office's own page only, and this is not it."""
        return asked.question.own_page and not self.world.own_page

    def say(self, *said: Text | Show | Play | Explain) -> None:
        """Say something before the open question."""
        self.reply.said.extend(
            sayings.with_office(one, self.world.library.office) if isinstance(one, Text) else one for one in said
        )

    def say_what_dialogs_said(self) -> None:
        """Take over what the talks of this turn have said; where a download is, buttons lead."""
        for said in self.stage.said:
            if isinstance(said, Download):
                _lead_to_data(self)
            elif isinstance(said, Papers):
                _lead_to_papers(self, said.id)
            else:
                self.reply.said.append(said)


def respond(conversation: Conversation, incoming: Incoming, world: World) -> Reply:
    """Answer one message; conversation is changed in place, the house carries out what is wished.

    Raises DialogError where a dialog has a bug; the caller rolls back and apologises (rule 10).
    """
    exchange = Exchange(conversation, world)
    if conversation.holder is Holder.STAFF:
        _while_staff_hold(exchange, incoming)
    else:
        if conversation.unmet and isinstance(incoming, Typed):
            answer_as_written(exchange, incoming.text)
        _listen(exchange, incoming)
        _offer_choice_once_more(exchange)
    return _finish(exchange)


def _offer_choice_once_more(exchange: Exchange) -> None:
    """Let who wrote before she chose a language be answered first, and choose then."""
    if exchange.conversation.unmet and exchange.repeat:
        offer_languages(exchange)
        exchange.conversation.unmet = ""


def _listen(exchange: Exchange, incoming: Incoming) -> None:
    if not isinstance(incoming, Pressed):
        # What is pressed after this is no second tap.
        exchange.conversation.last_press = ""
    match incoming:
        case Pressed(data):
            press(exchange, data)
        case Command(name):
            obey(exchange, name)
        case Typed(text):
            understand(exchange, text)
        case Sent(thing, kept=True):
            _take_file(exchange, thing)
        case Sent(Thing.PHOTO | Thing.DOCUMENT, caption) if exchange.world.page_link is not None:
            exchange.say(sayings.ON_PAGE)
            exchange.reply.links.append((sayings.SEND_FILE, exchange.world.page_link()))
            show_cards(exchange, caption)
        case Sent(thing, caption):
            exchange.say(sayings.for_thing(thing))
            show_cards(exchange, caption)
        case Edited(text):
            if not show_cards(exchange, text):
                exchange.say(sayings.CHANGED_MESSAGE)


def _take_file(exchange: Exchange, thing: Thing) -> None:
    """Say that a file has arrived; only a person can read it, so one is called, unless it answers a question."""
    asked = exchange.asked
    if thing is Thing.VOICE and asked is not None and asked.question.may_skip:
        exchange.say(sayings.SPOKEN)
        exchange.stage.answer(Gap.SPOKEN)
        return
    exchange.say(sayings.ARRIVED[thing])
    if exchange.conversation.holder is Holder.BOT:
        exchange.stage.open("human")
    else:
        exchange.repeat = False


def _while_staff_hold(exchange: Exchange, incoming: Incoming) -> None:
    """Leave the word to the person who answers; only an emergency card, or another language, is shown beside it."""
    exchange.repeat = False
    exchange.reply.notice = True
    match incoming:
        case Typed(text):
            answer_person(exchange, text)
            show_cards(exchange, text, only=("emergency",))
        case Edited(text):
            show_cards(exchange, text, only=("emergency",))
        case Sent(thing, kept=True):
            exchange.say(sayings.ARRIVED[thing])
        case Pressed(data):
            press_beside_person(exchange, data)
        case Command("language"):
            offer_languages(exchange)
        case Command():
            exchange.say(sayings.PERSON_ANSWERS)
        case _:
            pass


def hand_back(conversation: Conversation, world: World) -> Reply:
    """Go on where the family was before a person answered; what she said to that person is not read again."""
    exchange = Exchange(conversation, world)
    conversation.holder = Holder.BOT
    conversation.aside, conversation.misses, conversation.last_press = "", 0, ""
    exchange.stage.leave_handover()
    exchange.say(sayings.I_AGAIN, sayings.HOW_WAS_IT)
    exchange.reply.offered += [(label, Press(Verb.ANYWHERE, code)) for code, label in sayings.FACES.items()]
    exchange.reply.notice = True
    return _finish(exchange)


def ask_family(conversation: Conversation, world: World, phrase: str, values: dict[str, Any]) -> Reply:
    """Put the question of a person to a family; she answers it by a tap while that person holds the conversation."""
    exchange = Exchange(conversation, world)
    exchange.stage.open("asked", phrase=phrase, values=values)
    exchange.reply.notice = True
    return _finish(exchange)


def tell(conversation: Conversation, world: World, *said: Text, offered: Sequence[tuple[Text, str]] = ()) -> Reply:
    """Say what the house has done with words of a card, and the open question again.

    offered are buttons: the label, and the dialog it opens.
    """
    exchange = Exchange(conversation, world)
    conversation.aside, conversation.last_press = "", ""
    exchange.repeat = conversation.holder is not Holder.STAFF
    exchange.say(*said)
    exchange.reply.offered += [(label, Press(Verb.ANYWHERE, dialog)) for label, dialog in offered]
    exchange.reply.notice = exchange.reply.hidden = True
    _offer_choice_once_more(exchange)
    return _finish(exchange)


def part(conversation: Conversation, world: World) -> None:
    """End a conversation with a person: what she said to that person is over, what she had begun before is not."""
    conversation.holder = Holder.BOT
    conversation.aside, conversation.misses, conversation.last_press = "", 0, ""
    stage = Stage(conversation, world)
    stage.leave_handover()
    stage.close()


def _finish(exchange: Exchange) -> Reply:
    """Add the open question, and close the run."""
    reply, stage = exchange.reply, exchange.stage
    _remember_topic(exchange)
    if exchange.repeat:
        asked, talk = stage.asked, exchange.conversation.active
        exchange.say_what_dialogs_said()
        house = exchange.world.house
        reply.parted, reply.secret = house.parted, house.words
        reply.farewell = house.gone or house.parted
        if asked is not None and exchange.elsewhere(asked):
            _lead_to_page(exchange)
        elif asked is not None and talk is not None and not reply.farewell:
            reply.opened = Opened(asked=asked, talk=talk, can_go_back=stage.can_go_back)
            # What the open question offers already is not offered twice.
            there = {option.code for option in asked.question.options}
            reply.offered = [(label, one) for label, one in reply.offered if one.code not in there or one.talk]
        if stage.wants_language:
            obey(exchange, "language")
            reply.opened = None
    stage.close()
    return reply


def _lead_to_page(exchange: Exchange) -> None:
    """Open the office's own page in the place of a question that is asked there only; or say where to call."""
    link, reply = exchange.world.page_link, exchange.reply
    exchange.say(sayings.ON_OWN_PAGE if link else sayings.NOT_HERE)
    if link is not None:
        reply.links.append((sayings.GO_ON_THERE, link()))
    reply.offered.append((sayings.TALK_TO_A_PERSON, Press(Verb.ANYWHERE, "human")))
    reply.offered.append((MENU, Press(Verb.ANYWHERE, "menu")))


def _lead_to_data(exchange: Exchange) -> None:
    """Open the page that shows what is kept; where there is none, a person tells her."""
    world, links = exchange.world, exchange.reply.links
    if not world.on_page and world.page_link is None:
        exchange.say(sayings.PERSON_CARD)
        return
    exchange.say(sayings.SEE_EVERYTHING)
    if world.on_page:
        links += [(sayings.AS_PAGE, MY_DATA), (sayings.AS_FILE, f"{MY_DATA}.json")]
    elif world.page_link is not None:
        links.append((sayings.GO_ON_THERE, f"{world.page_link()}?to=mydata"))


def _lead_to_papers(exchange: Exchange, id: int) -> None:
    """Open the page of an appointment, where it can be reached, and offer to see it again."""
    world, links = exchange.world, exchange.reply.links
    if world.on_page:
        links.append((sayings.PAPERS, f"{VISIT}/{id}"))
    elif world.page_link is not None:
        links.append((sayings.PAPERS, f"{world.page_link()}?to=visit-{id}"))
    exchange.reply.offered.append((codes.LABELS["another"], Press(Verb.ANYWHERE, codes.code("another", id))))
    exchange.reply.offered.append((codes.LABELS["cannot"], Press(Verb.ANYWHERE, codes.code("cannot", id))))


def _remember_topic(exchange: Exchange) -> None:
    """Keep what she reads about; cards are shown beside something else."""
    said = [*exchange.reply.said, *exchange.stage.said]
    shown = [one.topic for one in said if isinstance(one, Show) and one.topic not in CARDS]
    if shown:
        exchange.conversation.topic = shown[-1]
