"""Compensation to employers for sick pay, rehabilitation support and work aids, and guarantees for sick pay."""
