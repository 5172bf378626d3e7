"""What the bot says of itself: commands, name, descriptions, menu button, each by language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.botapi import rules
from tests.botapi.methods import chat_of
from tests.botapi.rules import bad

if TYPE_CHECKING:
    from tests.botapi.server import BotApi
    from tests.botapi.state import Call, Json

Key = tuple[Any, ...]


class Profile:
    """Everything set so far; the language "" is for everybody else."""

    def __init__(self) -> None:
        self.commands: dict[Key, list[Json]] = {}  # by scope type, chat, user, language
        self.names: dict[str, str] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.menu_buttons: dict[int, Json] = {}  # by chat; 0 is the default


def set_my_commands(api: BotApi, call: Call) -> bool:
    commands = rules.commands(call.params)
    key = _key(api, call.params)
    if commands:
        api.profile.commands[key] = [
            {"command": one["command"].removeprefix("/"), "description": one["description"]} for one in commands
        ]
    else:
        api.profile.commands.pop(key, None)
    return True


def delete_my_commands(api: BotApi, call: Call) -> bool:
    api.profile.commands.pop(_key(api, call.params), None)
    return True


def get_my_commands(api: BotApi, call: Call) -> list[Json]:
    return api.profile.commands.get(_key(api, call.params), [])


def set_my_name(api: BotApi, call: Call) -> bool:
    api.profile.names[rules.language(call.params)] = rules.profile(call.params, "name", 64, "BOT_TITLE_INVALID")
    return True


def set_my_description(api: BotApi, call: Call) -> bool:
    told = rules.profile(call.params, "description", 512, "BOT_DESCRIPTION_TOO_LONG")
    api.profile.descriptions[rules.language(call.params)] = told
    return True


def set_my_short_description(api: BotApi, call: Call) -> bool:
    told = rules.profile(call.params, "short_description", 120, "BOT_ABOUT_TOO_LONG")
    api.profile.short_descriptions[rules.language(call.params)] = told
    return True


def set_chat_menu_button(api: BotApi, call: Call) -> bool:
    button = rules.value(call.params, "menu_button", "can't parse menu button JSON object") or {"type": "default"}
    if not isinstance(button, dict):
        raise bad("can't parse menu button: MenuButton must be an Object")
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad("can't parse menu button: MenuButton has unsupported type")
    if button["type"] == "web_app" and not str(button.get("web_app", {}).get("url", "")).startswith("https://"):
        raise bad("menu button Web App URL is invalid: Only HTTPS links are allowed")
    chat_id = chat_of(api, call.params).id if call.params.get("chat_id") else 0
    api.profile.menu_buttons[chat_id] = button
    return True


def _key(api: BotApi, params: Json) -> Key:
    scope = rules.scope(params)
    chat_id = chat_of(api, scope).id if "chat_id" in scope else 0
    return scope["type"], chat_id, scope.get("user_id", 0), rules.language(params)


METHODS = {
    "setmycommands": set_my_commands,
    "deletemycommands": delete_my_commands,
    "getmycommands": get_my_commands,
    "setmyname": set_my_name,
    "setmydescription": set_my_description,
    "setmyshortdescription": set_my_short_description,
    "setchatmenubutton": set_chat_menu_button,
}
