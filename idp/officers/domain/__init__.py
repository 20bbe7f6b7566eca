"""Values and rules of officers: appointments, what is signed, who is a second person."""
