"""What Lotse itself says between the questions of its dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialogs.incoming import Thing
from translations import Text, _

if TYPE_CHECKING:
    from knowledge.office import Office

CHANGED_MESSAGE = _("You changed a message. I only read new messages. Please write it again.")
ALREADY_ANSWERED = _("You have chosen this already.")
OLD_BUTTON = _("This button is old. We go on from here now.")
# NOTE: {answer} is what stood on the button that was pressed.
OFFER_CHANGE = _("You answered this question already. Do you want to change your answer to “{answer}”?")
# NOTE: A button: yes, take the new answer instead of the earlier one.
CHANGE = _("Change my answer")
# NOTE: A button: leave the earlier answer, and go on.
GO_ON = _("Go on without changing")
ANSWER_OR_QUESTION = _("Is this your answer, or a question to us?")
MY_ANSWER, MY_QUESTION = _("It is my answer"), _("It is a question")
# NOTE: Buttons under "Is this right: …?", about a date or a language that she has typed.
THAT_IS_RIGHT, WRITE_AGAIN = _("Yes, that is right"), _("No, I will write it again")
# NOTE: Said in a messenger; a button below opens the office's own page. {phone} is a telephone number.
ON_OWN_PAGE = _(
    "Now we ask about your children. What you tell us about them does not travel through this messenger. Please press"
    " the button: our own page opens, and we go on there."
)
NOT_HERE = _(
    "Now we would ask about your children. What you tell us about them must not travel through this messenger. Please"
    " call us or come to us: {phone}."
)
# NOTE: A button: open the office's own page and go on there.
GO_ON_THERE = _("Continue on our own page")
# NOTE: Said in the messenger, when she has answered on the office's own page.
ARRIVED_HERE = _("Your answers have arrived. You can go on here now.")
SEE_EVERYTHING = _("Here you can look at everything we keep about you, and save it.")
# NOTE: Buttons under the sentence above: the first opens a page, the second saves a file that programs read.
AS_PAGE, AS_FILE = _("As a page to read"), _("As a file for computers (JSON)")
# NOTE: A button: opens the page of an appointment: the way there, a card to show, a file for the calendar, a list.
PAPERS = _("Directions, card and list")
# NOTE: Said when a voice message has come in the place of a written answer.
SPOKEN = _("Your voice message has arrived. A person from our office will listen to it and write down your answer.")
NOT_UNDERSTOOD = _(
    "I am not sure what you need. Below you see what I can do. "
    "A person from our office will gladly help you, too: {phone}."
)
# NOTE: The answer to "thank you".
GLADLY = _("You are welcome.")
STILL_NOT_UNDERSTOOD = _("I cannot answer this well. Please call us: {phone}. A person will help you.")
A_PERSON_WILL_ANSWER = _("A person from our office will answer you. If it is urgent, please call us: {phone}.")
TALK_TO_A_PERSON = _("Talk to a person")
# NOTE: Said when a person of the office begins to answer.
PERSON_ANSWERS = _("A person from our office is answering you now. I will not write in the meantime.")
# NOTE: It stands above a German text that a person of the office wrote.
IN_GERMAN = _("This message is in German.")
BY_MACHINE = _(
    "A computer program has translated this message from German. It may contain mistakes. The German words stand below."
)
# NOTE: A button: the family asks the person to say it in her language.
EXPLAIN = _("Please explain this to me")
# NOTE: A button: the family says it about a message of a person.
I_DO_NOT_UNDERSTAND = _("I do not understand this")
PASSED_ON = _("I have passed it on. The person will explain it to you in other words.")
# NOTE: Said when the person of the office has finished.
I_AGAIN = _("The computer program is answering you again now.")
HOW_WAS_IT = _("How was it to talk to the person?")
# NOTE: Buttons with a face, about the talk with the person.
FACES = {"good": _("Good"), "so-so": _("So-so"), "bad": _("Not good")}
THANKS_FOR_TELLING = _("Thank you for telling us.")
# NOTE: Said when the day is over on which an answer was promised.
LONGER = _("It is taking longer than we said. We are sorry. We have not forgotten you.")
ENDED = _("The person from our office has ended the conversation. You can write to us again at any time.")
PERSON_CARD = _("Would you like to talk to a person? Please call us: {phone}.")
# NOTE: These stand on a small printed card; a number follows the second, a telephone number the third.
CARD = (
    _("Your card from our office"),
    _("Your number:"),
    _("Please tell us this number when you call us or come to us. Our telephone number:"),
    _("With the picture below you open our chat on a phone. There you can write to us in your language."),
)
CANNOT_BE_CHANGED = _(
    "This is already done. You cannot change it here. If something was wrong, please call us: {phone}."
)
# NOTE: {language} is the reader's own language, named as its readers do.
LANGUAGE_OFFER = _("Would you like to go on in {language}?")
CHOOSE_LANGUAGE = _("Please choose your language.")
# NOTE: {language} is a language that Lotse does not have, named in the reader's language. Languages follow as buttons.
NOT_YET_THIS_ONE = _("I do not know {language} well yet. Which of these languages can you read?")
NOT_YET_YOURS = _("I do not know your language yet. Which of these languages can you read?")
SORRY = _("Something went wrong on our side. Please try again, or call us: {phone}.")
SORRY_A_PERSON_HELPS = _("Something is not working on our side. Somebody is working on it. Please call us: {phone}.")
# NOTE: These are about five words on a card that open a chat on another phone. Two are buttons.
NEW_PHONE, GET_WORDS = _("I have a new phone"), _("Get words for a new phone")
WRITE_WORDS = _("Please write the five words on your card.")
OPEN_ELSEWHERE = _("You can open this chat again on another phone. For that you need these five words:")
ON_PAPER = _("Please write them on paper and keep them safe. Show them to nobody.")
OPEN_AGAIN = _("Your earlier chat is open here again.")
UNKNOWN_WORDS = _("I do not know these words. Please look at your card again, or call us: {phone}.")
TOO_OFTEN = _("Those were a lot of messages in a short time. Please wait a moment and try again.")
# NOTE: Said to the second adult of a family.
JOINED = _("You belong to this family now. Nobody else sees your chat.")
TOO_LONG = _("This is a very long message. I have read only its beginning.")
GOODBYE_GROUP = _("I only talk with one person at a time. So I will leave this group now. Please write to me directly.")

# NOTE: Said in Telegram; the button below opens the chat page.
ON_PAGE = _("You can send photos and papers on our own page. Please press the button. Your chat opens there.")
# NOTE: A button.
SEND_FILE = _("Send a photo or a paper")
# Sent on the page, where files are kept for a person of the office.
ARRIVED = {
    Thing.PHOTO: _("Your photo has arrived. A person from our office will look at it."),
    Thing.DOCUMENT: _("Your file has arrived. A person from our office will look at it."),
    Thing.VOICE: _(
        "Your voice message has arrived. A person from our office will listen to it. This takes longer than if you"
        " write to us."
    ),
}
_FILE = _("I cannot open pictures and files here. Please bring the paper to us, or call us: {phone}.")
_THINGS = {
    Thing.PHOTO: _FILE,
    Thing.DOCUMENT: _FILE,
    Thing.VIDEO: _FILE,
    Thing.VOICE: _("I cannot listen to voice messages. Please write to me, or call us: {phone}."),
    Thing.STICKER: _("Thank you! You can write to me or press a button."),
    Thing.PLACE: _("I cannot read a place on the map. Please write to me what you need."),
    Thing.CONTACT: _(
        "I do not keep the names and phone numbers of other people "
        "that you send here. Please write to me what you need."
    ),
    Thing.OTHER: _("I cannot read this. Please write to me what you need, or call us: {phone}."),
}


def for_thing(thing: Thing) -> Text:
    """Say what to do instead of sending this."""
    return _THINGS[thing]


def with_office(text: Text, office: Office) -> Text:
    """Fill in the phone, the first way to a person."""
    return text(phone=office.phone.value)
