"""Compensation to participants in labour-market programmes (förordning 2017:819) and in establishment jobs."""
