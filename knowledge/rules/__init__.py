"""What the law says of a child of a certain age: pure functions, each with its source."""

from knowledge.rules.school import Examination, Paper, Stage, Standing, stages, standing

__all__ = ["Examination", "Paper", "Stage", "Standing", "stages", "standing"]
