"""One module per thing that can be done: check, do, leave an event, in one transaction."""
