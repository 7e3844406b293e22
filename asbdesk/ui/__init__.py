"""Windows and pages. Qt lives here. Pages ask and do through the Desk, never through a session."""
