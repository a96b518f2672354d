"""Gmail: mailboxes, letters, drafts, threads, labels and their search. One file a resource."""
