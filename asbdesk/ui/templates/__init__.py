"""The office's templates: the list, the editor beside its preview, the versions."""
