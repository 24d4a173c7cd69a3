"""The Monday brief: one page for a leader. Vietnamese: tin thứ Hai.

`items` says what stands on a day, `frozen` keeps it every Monday, `telling` sets today beside what was kept and sorts
it into four sections, `paper` makes the Word page of it.
"""
