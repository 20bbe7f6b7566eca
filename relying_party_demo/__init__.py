"""Independent parties that use the provider only by its published protocols; none imports `idp`."""
