"""Review of texts by native speakers: what is still a draft, what is older than its German original."""
