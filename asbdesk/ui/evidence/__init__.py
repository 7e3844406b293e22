"""Evidence: exhibits, diary sheets, witness statements."""
