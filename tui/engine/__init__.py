"""What runs the services of a workspace, behind one protocol. No Textual here."""
