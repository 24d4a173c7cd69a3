"""Scenarios: the registers as of a day, what is assumed, the plan the optimiser gives, and what people do with it.

`facts`, `assumptions`, `building`, `reading`, `instalments`, `solving` are pure; `gathering` reads the registers;
`actions` are the deeds; the rest are doors. Vietnamese: phương án di dời.
"""
