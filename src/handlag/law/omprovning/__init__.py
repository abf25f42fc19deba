"""Change, reconsideration and appeal of decisions: SFB 113 kap."""
