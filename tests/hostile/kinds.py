"""One update of every kind that Telegram's Bot API has, and one message with every kind of content."""

from __future__ import annotations

from typing import Any

HER = {"id": 5, "is_bot": False, "first_name": "Amina", "language_code": "en"}
CHAT = {"id": 5, "first_name": "Amina", "type": "private"}
_FILE = {"file_id": "f", "file_unique_id": "u"}
_SIDES = {"width": 90, "height": 90}
_MONEY = {"currency": "XTR", "total_amount": 5, "invoice_payload": "x"}
_PLACE = {"latitude": 51.3, "longitude": 6.5}
_POLL = {
    "id": "1", "question": "?", "options": [{"text": "a", "voter_count": 0}], "total_voter_count": 0,
    "is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
}  # fmt: skip

# What somebody sends, and is answered.
CONTENTS: dict[str, dict[str, Any]] = {
    "text": {"text": "Hello"},
    "caption": {"photo": [{**_FILE, **_SIDES}], "caption": "Where?"},
    "animation": {"animation": {**_FILE, **_SIDES, "duration": 1}, "document": _FILE},
    "audio": {"audio": {**_FILE, "duration": 1}},
    "document": {"document": _FILE},
    "paid_media": {"paid_media": {"star_count": 1, "paid_media": [{"type": "preview"}]}},
    "sticker": {"sticker": {**_FILE, **_SIDES, "type": "regular", "is_animated": False, "is_video": False}},
    "story": {"story": {"chat": CHAT, "id": 1}},
    "video": {"video": {**_FILE, **_SIDES, "duration": 1}},
    "video_note": {"video_note": {**_FILE, "length": 1, "duration": 1}},
    "voice": {"voice": {**_FILE, "duration": 1}},
    "checklist": {"checklist": {"title": "x", "tasks": [{"id": 1, "text": "y"}]}},
    "contact": {"contact": {"phone_number": "+49171", "first_name": "A"}},
    "dice": {"dice": {"emoji": "🎲", "value": 3}},
    "game": {"game": {"title": "x", "description": "y", "photo": [{**_FILE, **_SIDES}]}},
    "poll": {"poll": _POLL},
    "venue": {"venue": {"location": _PLACE, "title": "x", "address": "y"}, "location": _PLACE},
    "location": {"location": _PLACE},
    "invoice": {"invoice": {"title": "x", "description": "y", "start_parameter": "", **_MONEY}},
    "web_app_data": {"web_app_data": {"data": "x", "button_text": "y"}},
    "passport_data": {"passport_data": {"data": [], "credentials": {"data": "", "hash": "", "secret": ""}}},
    "gift": {"gift": {"gift": {"id": "1", "sticker": _FILE, "star_count": 1}}},
    "forwarded": {"text": "Hello", "forward_origin": {"type": "hidden_user", "sender_user_name": "x", "date": 1}},
    "tomorrow": {"something_new": {"of": "tomorrow"}},
}
# What Telegram sends that is no word of hers in her chat with us.
KINDS: dict[str, dict[str, Any]] = {
    "channel_post": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel", "title": "x"}, "text": "News"},
    "edited_channel_post": {"message_id": 1, "date": 1, "chat": {"id": -9, "type": "channel"}, "text": "News"},
    "business_connection": {"id": "b", "user": HER, "user_chat_id": 5, "date": 1, "is_enabled": True},
    "business_message": {"message_id": 1, "date": 1, "chat": CHAT, "from": HER, "text": "Hello"},
    "edited_business_message": {"message_id": 1, "date": 1, "chat": CHAT, "from": HER, "text": "Hello"},
    "deleted_business_messages": {"business_connection_id": "b", "chat": CHAT, "message_ids": [1]},
    "message_reaction": {
        "chat": CHAT, "message_id": 1, "user": HER, "date": 1, "old_reaction": [],
        "new_reaction": [{"type": "emoji", "emoji": "👍"}],
    },
    "message_reaction_count": {"chat": CHAT, "message_id": 1, "date": 1, "reactions": []},
    "inline_query": {"id": "1", "from": HER, "query": "school", "offset": ""},
    "chosen_inline_result": {"result_id": "1", "from": HER, "query": "school"},
    "shipping_query": {"id": "1", "from": HER, "invoice_payload": "x", "shipping_address": {}},
    "pre_checkout_query": {"id": "1", "from": HER, **_MONEY},
    "purchased_paid_media": {"from": HER, "paid_media_payload": "x"},
    "poll": _POLL,
    "poll_answer": {"poll_id": "1", "user": HER, "option_ids": [0]},
    "my_chat_member": {
        "chat": CHAT, "from": HER, "date": 1, "old_chat_member": {"user": HER, "status": "member"},
        "new_chat_member": {"user": HER, "status": "member"},
    },
    "chat_member": {"chat": {"id": -8, "type": "group"}, "from": HER, "date": 1, "new_chat_member": {"user": HER}},
    "chat_join_request": {"chat": {"id": -8, "type": "group"}, "from": HER, "user_chat_id": 5, "date": 1},
    "chat_boost": {"chat": {"id": -8, "type": "channel"}, "boost": {"boost_id": "1"}},
    "removed_chat_boost": {"chat": {"id": -8, "type": "channel"}, "boost_id": "1", "remove_date": 1},
    "kind_of_tomorrow": {"id": 1},
}  # fmt: skip
# Presses that are none of our buttons; each is answered.
PRESSES: dict[str, dict[str, Any]] = {
    "no data": {"id": "q", "from": HER, "message": {"chat": CHAT, "message_id": 1, "date": 1}, "chat_instance": "1"},
    "a game": {"id": "q", "from": HER, "chat_instance": "1", "game_short_name": "x", "inline_message_id": "1"},
    "no message": {"id": "q", "from": HER, "chat_instance": "1", "data": "g:menu"},
    "too old": {"id": "q", "from": HER, "message": {"chat": CHAT, "message_id": 1, "date": 0}, "data": "x" * 64},
}
