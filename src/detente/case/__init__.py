"""What the analyst wrote: the case file, read once, checked, and never changed."""
