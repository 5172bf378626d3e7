"""Every sentence of the chat page itself; what is said in the conversation comes from the dialogs."""

from __future__ import annotations

from functools import cache

from dialogs import sayings
from dialogs.my_data import TOLD
from translations import Text, _, render

# What stands on every page.
FRAME: dict[str, Text] = {
    "title": _("Lotse – chat"),
    "skip": _("Go to the content"),
    "call": _("Call us"),
    # NOTE: The quick exit, for somebody who must not be seen with this page; it opens a harmless one.
    "leave": _("Leave quickly"),
    "privacy": _("Privacy notice"),
    "imprint": _("Legal notice (Impressum)"),
    "accessibility": _("Accessibility"),
    "back": _("Back to the chat"),
    "legal": _("About this page"),
}

# What stands there before anything is pressed.
WELCOME: dict[str, Text] = {
    "welcome": _("Welcome"),
    "promise": _("Here you can ask your questions in your language. You do not have to give your name."),
    # NOTE: Every catalogue names its own language here, as in "Weiter auf Deutsch".
    "go_on": _("Go on in English"),
    "languages": _("Other languages"),
    "nothing_stored": _("We store nothing before you choose a language."),
    "no_script": _("The chat needs JavaScript. It is switched off in your browser. This is how you reach us:"),
    "no_cookie": _("Your browser has not kept our cookie. Without it the chat cannot recognise your browser."),
    "new_phone": sayings.NEW_PHONE,
    "alone": _("Open the chat in its own window"),
    "not_reached": _("The chat cannot be reached at the moment. Please try again, or call us."),
}

# What the chat needs; it changes while the page is open, with the language of the conversation.
CHAT: dict[str, Text] = {
    "conversation": _("Messages in this chat"),
    "earlier": _("Show earlier messages"),
    "lotse": _("The assistant"),
    "staff": _("A person from the office"),
    # NOTE: Stands above what the reader has written, in the place of a name.
    "family": _("You"),
    "choices": _("Answers to choose from"),
    "your_message": _("Your message"),
    "write_here": _("Write here"),
    "send": _("Send"),
    "send_file": sayings.SEND_FILE,
    "file_too_large": _("This file is too big. Please send a smaller one, or a photo."),
    "file_unknown": _("I cannot open this kind of file. Please send a photo or a PDF file."),
    # NOTE: A button, and the same button while it records.
    "record_voice": _("Record a voice message"),
    "stop_recording": _("Stop and send"),
    "recording": _("I am recording. Press the button again when you have finished."),
    "no_microphone": _("The microphone does not work here. Please allow it in your browser, or write to us."),
    "typing": _("A person from the office is writing."),
    # NOTE: A button beside a message: a voice reads it out.
    "listen": _("Listen"),
    "stop_listening": _("Stop listening"),
    # NOTE: This and the three below say in the smallest space what has become of a message.
    "sending": _("Sending"),
    "sent": _("Sent"),
    "waiting": _("Waiting for a connection"),
    "failed": _("Not sent"),
    "new": _("New message"),
    "offline": _("No internet connection at the moment. Your messages stay here and are sent later."),
    "online": _("You are connected again."),
    "card": sayings.CARD[0],
    "menu": _("Menu"),
    "language": _("Language"),
    "my_data": _("My data"),
    # NOTE: The browser forgets who it is; the office still has the conversation.
    "forget": _("Remove the chat from this device"),
    "forget_question": _("Do you want to remove the chat from this device?"),
    "forget_what": _("After that, nobody can read the chat on this device. You cannot read it either."),
    "forget_office": _("The office still has the chat. Do you want to delete it? Then choose “My data” first."),
    "forget_yes": _("Yes, remove it"),
    "forget_no": _("No, go back"),
    "too_long": _("This message is too long. Please send it in several shorter ones."),
}

# The page that shows a family what is kept about her.
MY_DATA: dict[str, Text] = {
    "heading": _("What we keep about you"),
    "told": TOLD,
    "answers": _("Your answers"),
    "messages": _("Messages"),
    "appointments": _("My appointments"),
    "save": _("You can save this page or print it."),
    "as_file": sayings.AS_FILE,
    "number": sayings.CARD[1],
    "family": CHAT["family"],
    "lotse": CHAT["lotse"],
    "staff": CHAT["staff"],
}

# An appointment.
VISIT = {
    "heading": _("Your appointment"),
    "way": _("The way to us"),
    "photo": _("A picture of the entrance"),
    "map": _("Show on a map"),
    "file": _("Save in my calendar"),
    "card": _("Card to show at the entrance"),
    "list": _("My list: what I bring"),
    "mine": _("This list is only for you. If something is missing, come all the same."),
    "show": _("Please show this card at the entrance."),
}
# Why something was not done.
TOO_LONG = CHAT["too_long"]
NOT_REACHED = WELCOME["not_reached"]
TOO_OFTEN = sayings.TOO_OFTEN
NOT_UNDERSTOOD = _("We could not read what you sent. Please try again.")
NOT_FROM_HERE = _("This did not come from our page. Please open the chat again.")
# The page behind a one-time link.
YOUR_LINK = _("With this button you open your chat on this page. Only you should press it.")
OPEN_CHAT = _("Open my chat here")
LINK_OVER = _("This link no longer works. Please ask for a new one in the chat.")
# The page behind the picture on a card, and the card itself.
WRITE_WORDS, UNKNOWN_WORDS = sayings.WRITE_WORDS, sayings.UNKNOWN_WORDS
FILE_TOO_LARGE = CHAT["file_too_large"]
FILE_UNKNOWN = CHAT["file_unknown"]
NOT_KNOWN = _("There is no chat with us on this device yet. Please open the chat again.")
NOT_FOUND = _("This page does not exist.")
OUR_FAULT = _("Something went wrong on our side. Please try again later, or call us.")
# NOTE: The heading over a sentence that says what did not work.
SORRY = _("Sorry")


# What stands on a printed card: the heading, then the words between two sentences, then what the picture is for.
PRINTED = (sayings.CARD[0], sayings.OPEN_ELSEWHERE, sayings.ON_PAPER, sayings.CARD[3])


@cache
def frame(locale: str) -> dict[str, str]:
    """Write what every page says."""
    return _rendered(FRAME, locale)


@cache
def welcome(locale: str) -> dict[str, str]:
    """Write what the first page says."""
    return _rendered({**FRAME, **WELCOME}, locale)


@cache
def chat(locale: str) -> dict[str, str]:
    """Write what the chat says; it goes to the script, too."""
    return _rendered({**FRAME, **WELCOME, **CHAT}, locale)


@cache
def my_data(locale: str) -> dict[str, str]:
    """Write what the page about the reader's own data says."""
    return _rendered({**FRAME, **MY_DATA}, locale)


@cache
def visit(locale: str) -> dict[str, str]:
    """Write what the page of an appointment says."""
    return _rendered({**FRAME, **VISIT}, locale)


def _rendered(texts: dict[str, Text], locale: str) -> dict[str, str]:
    return {name: render(text, locale) for name, text in texts.items()}
