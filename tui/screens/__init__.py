"""The screens: they show state and send intents."""
