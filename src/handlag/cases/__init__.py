"""Cases: flow, tasks, clocks, evidence, communication, decisions."""
