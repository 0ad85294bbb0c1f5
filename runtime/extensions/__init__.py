"""What the application is put together from; each module has ``init_app(app, config)``."""
