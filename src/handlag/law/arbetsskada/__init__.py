"""Work injury, state injury protection and war injury of seamen: SFB 38–44 kap., for days from January 2022."""
