"""What readers get that is no page: calendar files, feeds, letters."""
