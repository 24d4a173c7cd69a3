"""Reads a Vietnamese plan document into frozen values that know the place each was read from.

carrier → blocks → header, outline, recipients → sentences → targets, tasks, claims → findings. Imports no Django.
Start with `values` (what comes out), then `pipeline` (in which order it is made).
"""
