"""Events as a reader is told them: words, rows of a list, one event in full, a page to keep.

Data and text only; what draws them is the map's script under ``static``, in the dashboard as in a
saved page.
"""
