"""Pages that look across: home, the organiser's board, reminders, the log."""
