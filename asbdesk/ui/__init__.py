"""Windows and pages. Qt lives here. Pages ask and do through the :class:`~asbdesk.ui.desk.Desk`, never through a session."""
