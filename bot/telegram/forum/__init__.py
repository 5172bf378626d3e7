"""The staff's Telegram group: one topic a conversation. The desk is the record, the group a view."""
