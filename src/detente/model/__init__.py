"""What the computer sees: frozen arrays and graphs."""
