"""Benefits for the same time: who gives way to whom, detention (SFB 106 kap.) and late grants (107 kap. 2 §)."""
