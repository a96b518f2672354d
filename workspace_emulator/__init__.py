"""A small Google Workspace for programs that talk to Sheets, Drive, Forms and Gmail: one SQLite file, no
network.

It knows nothing of schools. Open one with `google.Workspace(path)`; reach it in process through
`adapter.WorkspaceAdapter` or over a port through `server.serve`.
"""
