"""Machine translation, where the office wants it and the family has agreed."""
