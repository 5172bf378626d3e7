"""FACTS: everything the office knows and staff could correct, and the search in it."""

from knowledge.errors import KnowledgeError, Problem
from knowledge.groups import Group
from knowledge.library import Article, Library, Page, Topic
from knowledge.loading import load
from knowledge.office import Office, Value
from knowledge.search import Found, search

__all__ = [
    "Article",
    "Found",
    "Group",
    "KnowledgeError",
    "Library",
    "Office",
    "Page",
    "Problem",
    "Topic",
    "Value",
    "load",
    "search",
]
