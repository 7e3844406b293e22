"""Letters and papers: written beside their real PDF, filed, opened as they were. May use services, queries, kit."""
