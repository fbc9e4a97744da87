"""What ``timeback config`` is made of: the configuration file, settings as text with their sources, and logins."""
