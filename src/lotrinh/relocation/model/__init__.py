"""The relocation planner: who moves where and when, proven. Vietnamese: phương án di dời."""
