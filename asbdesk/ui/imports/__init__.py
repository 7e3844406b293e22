"""Import: other agencies' files, shown as they were read, checked, taken in, and taken out again."""
