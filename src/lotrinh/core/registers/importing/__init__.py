"""Rows from a spreadsheet into a register: the sheet that was exported is the sheet that comes back.

A file is checked in the background (`check`: layout → cells → references → verdicts), its rows are kept as a preview,
a person confirms, and `confirm` writes them through the one writer under one audit entry, or takes them back later.
Rows that cannot be taken return as a workbook with the reason at the cell (`returned`); they never hold up the others.
"""
