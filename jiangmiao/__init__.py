"""The assembly: command line, settings, application, database and logs. It alone may import everything."""
