"""Letters and papers: written beside their real PDF, filed, and opened as they were. May use services, queries, the kit."""
