"""The workbook itself: cells, sheets, addresses, and how they are kept in the store.

No requests and no answers.
"""
