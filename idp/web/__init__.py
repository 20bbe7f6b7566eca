"""Everything that speaks HTTP; it parses, asks one service, and renders. It never decides."""
