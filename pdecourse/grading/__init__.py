"""The instructor's side: release labs, grade what comes back, and never run a learner's code where marks are decided.

The threat model and the commands are in the instructor guide of the book.
"""
